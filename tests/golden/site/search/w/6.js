minmetalsSearch.take("w/6","6^%g-10f8=?(-X1^+6N{iUbKtp#6S#kCrSu4|SG+tZUIOFxmciMD6Vu1DcLP2^cJm7BIVXX%TYf`|-8bo*AKw!V+OzYWsqxxdvZwW|h0|J4x|?eN3L;H;u!ae_b{$;12");
