minmetalsSearch.take("w/3","6~sXbz#t3+!2A9tY9ACZt)-HHQS$xj9EN+(V67)jVE+j9eF(RW3yqzi5<8m&>ovhtc54uZ2*FRYNx=+D2=;<#mhl4");
