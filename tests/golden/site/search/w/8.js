minmetalsSearch.take("w/8","E6Xg-EXgk_Hsk^T");
