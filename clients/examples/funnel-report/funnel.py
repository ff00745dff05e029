#!/usr/bin/env python3
"""Prints the sales funnel of Genjin as a table or CSV. GENJIN_URL and GENJIN_KEY say where and as whom."""

import argparse
import csv
import json
import os
import sys
import time
import unicodedata
import urllib.error
import urllib.request

QUERY = """
query Funnel($input: FunnelInput!) {
  funnel(input: $input) {
    asOf
    steps { code label count conversionFromFirst { value } conversionFromPrevious { value } }
  }
}
"""
HEADINGS = ("code", "label", "count", "from_first", "from_previous")
ATTEMPTS = 5


def main():
    wishes = arguments()
    given = {"mode": "COHORT" if wishes.cohort else "SNAPSHOT", "grouped": wishes.grouped}
    if wishes.since:
        given["from"] = wishes.since
    funnel = ask(QUERY, {"input": given})["funnel"]
    rows = [HEADINGS] + [row(step) for step in funnel["steps"]]
    if wishes.csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows(rows)
    else:
        print(table(rows))
        print(f"\n{funnel['asOf']}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--csv", action="store_true", help="CSV instead of a table")
    parser.add_argument("--cohort", action="store_true", help="of the leads that arrived in a window, instead of now")
    parser.add_argument("--from", dest="since", metavar="TIME", help="where the cohort's window begins")
    parser.add_argument("--grouped", action="store_true", help="by 线索 意向 沟通 成交 流失 instead of by stage")
    return parser.parse_args()


def row(step):
    shares = (step[name] and step[name]["value"] for name in ("conversionFromFirst", "conversionFromPrevious"))
    return (step["code"], step["label"], step["count"], *("" if share is None else f"{share:.3f}" for share in shares))


def ask(query, variables):
    """Asks the API; waits and asks again where it is busy. A query may be asked as often as one likes."""
    request = urllib.request.Request(
        os.environ["GENJIN_URL"],
        data=json.dumps({"query": query, "variables": variables}).encode(),
        headers={
            "content-type": "application/json",
            "authorization": f"Bearer {os.environ['GENJIN_KEY']}",
            "accept-language": "zh-CN",
        },
    )
    for attempt in range(ATTEMPTS):
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return data_in(json.load(response))
        except urllib.error.HTTPError as error:
            if error.code not in (429, 502, 503, 504) or attempt == ATTEMPTS - 1:
                return data_in(answer_in(error))
            time.sleep(float(error.headers.get("retry-after") or 2**attempt))
        except urllib.error.URLError as error:
            if attempt == ATTEMPTS - 1:
                sys.exit(f"no line to the API: {error.reason}")
            time.sleep(2**attempt)


def answer_in(error):
    try:
        return json.load(error)
    except ValueError:
        return {"errors": [{"message": f"HTTP {error.code}", "extensions": {}}]}


def data_in(answer):
    if not answer.get("errors"):
        return answer["data"]
    sys.exit("\n".join(f"{error['extensions'].get('code')}: {error['message']}" for error in answer["errors"]))


def table(rows):
    widths = [max(width(str(cell)) for cell in column) for column in zip(*rows)]
    return "\n".join("  ".join(padded(str(cell), to) for cell, to in zip(row, widths)).rstrip() for row in rows)


def padded(text, to):
    return text + " " * (to - width(text))


def width(text):
    """Chinese takes two places in a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


if __name__ == "__main__":
    main()
