minmetalsSearch.take("o/undated","0SEy1|64LJEHx}KT>");
