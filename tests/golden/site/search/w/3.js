minmetalsSearch.take("w/3","6~sXfz#s?&!2A9NwGSeZ)}{s$vElpb9EN+(V67)jVE+j9eF(RW3yqzi5<8m&>ovhtcK;v@5rUs)lY$wR5bOofEMox");
