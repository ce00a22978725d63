minmetalsSearch.take("w/4","70giz!!Qg3(0|`189R_!3^q%h;<%)}eU+bw5JK#-3jM|*g_>|w($QO?&JGXu2U_nHy1;8@A?Lk!?6)_XQ{t)=90JABOtx0xGm+7JD6#xfs^Bx#CbI3HCHsFVC$v;FBmRY6");
