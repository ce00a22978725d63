minmetalsSearch.take("w/4","6^ua&!!Qg4@A{2g@*q(QWa`L4R&ewCtS`ed3@fgS={rtkswz>)Mz2g=96ZGzu=QR*SMZ+6<g$B5zxju`H10wnfhN>prnFkXXJW&AC{Z4irua;26T9u7rTc%GB-qkmM*Nsw");
