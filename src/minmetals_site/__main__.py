"""Makes `python -m minmetals_site` the same as `minmetals-site`."""

from minmetals_site.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
