minmetalsSearch.take("index",{"format":1,"documents":20,"group":8,"shards":["#","'"],"years":["2024","2023"],"undated":true,"words":[2,3,4,5,6,7,8]});
