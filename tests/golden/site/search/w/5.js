minmetalsSearch.take("w/5","4T(V#gD?!l?)w|J{m`a3BtsyKZQ%R(q>;ojuMp5TUA`!~@(|Q+9v{?s9gAQnZx!sce@kd^2&~^~0&lGGgZH&X+Rl;B&$($LXc>cLq&-bd1up");
