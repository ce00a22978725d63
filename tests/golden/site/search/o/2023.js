minmetalsSearch.take("o/2023","i#FFW(=h}hQyoJS9YbRsLn9qS!&m?");
