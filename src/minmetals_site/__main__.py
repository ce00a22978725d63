"""Makes `python -m minmetals_site` the same as `minmetals-site`."""

from minmetals_site.cli import run

if __name__ == "__main__":
    run()
