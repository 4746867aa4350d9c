"""The sender's side of PROTOCOL.md section 3.3, from the document alone: plain integers, no library.

Reads hex fields from standard input, one a line, and prints its own: channel, sender's and receiver's peer id text, their
32 bytes each, words, nonce and round 1 of the receiver; prints nonce, round 1, round 2; reads round 2 and tag; prints
"proven" or "wrong", its tag and the hash to compare.
"""

import hashlib
import hmac
import secrets
import sys

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def add(a, b):
    if a is None or b is None:
        return b if a is None else a
    if a[0] == b[0]:
        if (a[1] + b[1]) % P == 0:
            return None
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def times(point, number):
    total = None
    for bit in bin(number % N)[2:]:
        total = add(total, total)
        if bit == "1":
            total = add(total, point)
    return total


def minus(point):
    return point[0], -point[1] % P


def packed(point):
    return b"\x04" + point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big")


def compressed(point):
    return bytes([2 + point[1] % 2]) + point[0].to_bytes(32, "big")


def unpacked(data):
    assert len(data) == 65 and data[0] == 4
    x, y = int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:], "big")
    assert (y * y - x * x * x + 3 * x - B) % P == 0
    return x, y


def challenge(base, commitment, point, name):
    digest = hashlib.sha256()
    for part in (compressed(base), compressed(commitment), compressed(point), name.encode()):
        digest.update(len(part).to_bytes(4, "big") + part)
    return int.from_bytes(digest.digest(), "big", signed=True)


def prove(base, secret, name):
    v = secrets.randbelow(N - 1) + 1
    commitment, point = times(base, v), times(base, secret)
    return packed(commitment) + ((v - secret * challenge(base, commitment, point, name)) % N).to_bytes(32, "big")


def check(base, point, proof, name):
    commitment, response = unpacked(proof[:65]), int.from_bytes(proof[65:], "big")
    h = challenge(base, commitment, point, name)
    assert add(times(base, response), times(point, h)) == commitment


def take():
    return bytes.fromhex(sys.stdin.readline())


def give(data):
    print(data.hex(), flush=True)


channel = take()
sender_name, receiver_name = "godwit/1 sender " + take().decode(), "godwit/1 receiver " + take().decode()
sender_id, receiver_id, words = take(), take(), take()
their_nonce, their_one = take(), take()
x1, x2 = secrets.randbelow(N), secrets.randbelow(N - 1) + 1
one = packed(times(G, x1)) + packed(times(G, x2)) + prove(G, x1, sender_name) + prove(G, x2, sender_name)
x3, x4 = unpacked(their_one[:65]), unpacked(their_one[65:130])
check(G, x3, their_one[130:227], receiver_name)
check(G, x4, their_one[227:], receiver_name)
password = hashlib.sha256(b"godwit code 1" + sender_id + receiver_id + channel + words).hexdigest().encode()
s = int.from_bytes(password, "big") % N
base = add(add(times(G, x1), x3), x4)
two = packed(times(base, x2 * s)) + prove(base, x2 * s % N, sender_name)
nonce = secrets.token_bytes(32)
give(nonce)
give(one)
give(two)
their_two, their_tag = take(), take()
their_base = add(add(times(G, x1), times(G, x2)), x3)
a = unpacked(their_two[:65])
check(their_base, a, their_two[65:], receiver_name)
common = times(add(a, minus(times(x4, x2 * s))), x2)
key = hmac.digest(b"godwit pairing 1", common[0].to_bytes(32, "big"), "sha256")
transcript = hashlib.sha256(their_nonce + their_one + nonce + one + two + their_two).digest()


def tag(label):
    return hmac.digest(key, label.encode() + channel + transcript, "sha256")


print("proven" if hmac.compare_digest(tag("godwit pairing tag receiver"), their_tag) else "wrong", flush=True)
give(tag("godwit pairing tag sender"))
give(tag("godwit pairing words"))
