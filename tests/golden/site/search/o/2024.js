minmetalsSearch.take("o/2024","i#E|Q)-lpCwA3*)*D<uvF*MMz)Uk*K00");
