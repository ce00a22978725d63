minmetalsSearch.take("w/7","ODsyx$Sg}W<Vvkb%q_@CHR38L%FHWCO)&;C^0QKtOH8@Si!w_}Qu9o?00");
