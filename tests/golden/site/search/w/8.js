minmetalsSearch.take("w/8","0SW;1|8{9}X>@OLb1@1");
