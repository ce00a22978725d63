minmetalsSearch.take("o/undated","i#9UQG1W1Q1po");
