"""The origins of the pipeline, on one loopback port: five services that answer JSON and two sites that are crawled.

Prints its port, answers until its standard input ends, and counts what it was asked: `GET /calls`. An answer depends
on the source and the title alone, so that a cached one can be compared with a fresh one. The answers are made up.
"""
import collections
import hashlib
import http.server
import json
import os
import random
import sys
import threading
import time
import urllib.parse

# The shortest and the longest answer time of each source, in milliseconds.
LATENCY = {
    "catalogue": (20, 60),
    "ratings": (40, 120),
    "credits": (60, 160),
    "covers": (30, 90),
    "offers": (80, 200),
    "reviews": (200, 400),
    "trivia": (250, 400),
}

WORDS = (
    "quiet city winter journey memory river promise stranger machine garden letter mountain shadow music teacher "
    "harbour brother silence summer train island window courage river mirror festival doctor kitchen soldier moon"
).split()
FIRST = "Aiko Bruno Clara Daichi Elena Farid Greta Haruto Ines Jonas Keiko Luca Mira Noah Olga Pavel".split()
LAST = "Abe Brandt Costa Dubois Endo Fischer Garcia Hayashi Ivanova Jensen Kato Lindgren Mori Novak".split()
GENRES = "adventure comedy drama fantasy history mystery romance satire thriller war".split()
SHOPS = "Harbour Books|North Star Video|Paper Crane|The Reading Room|Lantern Streaming".split("|")

calls = collections.Counter()
lock = threading.Lock()


def sentence(dice):
    return " ".join(dice.choices(WORDS, k=dice.randint(8, 16))).capitalize() + "."


def person(dice):
    return f"{dice.choice(FIRST)} {dice.choice(LAST)}"


def catalogue(dice):
    return {
        "identifier": f"W{dice.randrange(10**8):08d}",
        "genres": sorted(dice.sample(GENRES, 3)),
        "languages": sorted(dice.sample(["de", "en", "es", "fr", "it", "ja", "ko", "pt"], 4)),
        "synopsis": " ".join(sentence(dice) for _ in range(4)),
    }


def ratings(dice):
    votes = [dice.randrange(5, 4000) for _ in range(5)]
    mean = sum(stars * count for stars, count in enumerate(votes, 1)) / sum(votes)
    return {"mean": round(mean, 3), "votes": votes}


def credits(dice):
    roles = ["artist", "composer", "editor", "producer", "translator", "writer"]
    return {"people": [{"name": person(dice), "role": role} for role in roles]}


def covers(dice):
    name = f"{dice.randrange(16**12):012x}"
    return {
        "images": [
            {"url": f"https://images.example/{name}/{width}.jpg", "width": width, "height": width * 3 // 2}
            for width in (120, 360, 1080)
        ],
        "colour": f"#{dice.randrange(16**6):06x}",
    }


def offers(dice):
    shops = dice.sample(SHOPS, dice.randint(0, 4))
    return {"offers": [{"shop": shop, "cents": dice.randrange(399, 4999), "currency": "EUR"} for shop in shops]}


def page(title, items):
    return f"<!doctype html><html><head><title>{title}</title></head><body>{''.join(items)}</body></html>"


def reviews(dice):
    return page("Reviews", [
        f'<article class="review" data-stars="{dice.randint(1, 5)}"><h2>{person(dice)}</h2>'
        f"<p>{' '.join(sentence(dice) for _ in range(3))}</p></article>\n"
        for _ in range(dice.randint(2, 6))
    ])


def trivia(dice):
    return page("Trivia", [f"<li>{sentence(dice)}</li>\n" for _ in range(dice.randint(3, 8))])


ANSWERS = {answer.__name__: answer for answer in (catalogue, ratings, credits, covers, offers, reviews, trivia)}


class Origin(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        source = url.path.strip("/")
        if source == "calls":
            with lock:
                self.answer(200, "application/json", json.dumps({name: calls[name] for name in ANSWERS}))
        elif source in ANSWERS:
            with lock:
                calls[source] += 1
            dice = random.Random(hashlib.sha256(f"{source}?{url.query}".encode()).digest())
            time.sleep(dice.uniform(*LATENCY[source]) / 1000)
            answer = ANSWERS[source](dice)
            if isinstance(answer, str):
                self.answer(200, "text/html; charset=utf-8", answer)
            else:
                self.answer(200, "application/json", json.dumps(answer))
        else:
            self.answer(404, "text/plain", "no such source")

    def answer(self, status, kind, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128


def main():
    server = Server(("127.0.0.1", 0), Origin)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.buffer.read()
    os._exit(0)


main()
