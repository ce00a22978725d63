minmetalsSearch.take("w/5","4U9n!gfI*P@BU48`H%}KttfPr1o-~uG_prF%e+HCKXm(|=*~+}yLo(2=Y4I0p?p+u($<#H;1F1U)CAsGV}bX*<%^#j>HIg39C*;O43?4UZEA@>");
