"""A network of libtorrent sessions on 127.0.0.1, or the address after their number. Prints the ports; then answers one line with one line, hexadecimal:

get-mutable KEY SALT | put-mutable SECRET KEY SALT VALUE | get-immutable TARGET | put-immutable VALUE
get-peers HASH | announce HASH (answers the port)
"""
import sys
import tempfile
import time

import libtorrent as lt

SESSIONS = int(sys.argv[1])
ADDRESS = sys.argv[2] if len(sys.argv) > 2 else '127.0.0.1'
TIMEOUT_SECONDS = 20

SETTINGS = {
    'listen_interfaces': ADDRESS + ':0',
    'alert_mask': lt.alert.category_t.dht_notification | lt.alert.category_t.dht_operation_notification,
    'enable_dht': True,
    'enable_lsd': False,
    'enable_upnp': False,
    'enable_natpmp': False,
    'dht_bootstrap_nodes': '',
    'dht_restrict_routing_ips': False,
    'dht_restrict_search_ips': False,
    'dht_ignore_dark_internet': False,
    'dht_enforce_node_id': False,
    'dht_prefer_verified_node_ids': False,
    'dht_block_ratelimit': 1000,
    'dht_upload_rate_limit': 1000000,
}


def wait(session, kind, accept):
    """The first result that accept makes of an alert of this kind."""
    end = time.time() + TIMEOUT_SECONDS
    while time.time() < end:
        session.wait_for_alert(200)
        for alert in session.pop_alerts():
            if isinstance(alert, kind):
                result = accept(alert)
                if result is not None:
                    return result
    return 'none'


def text(item):
    return item.hex() if isinstance(item, bytes) else 'none'


def value_of(alert):
    item = alert.item
    if isinstance(item, dict):
        item = item.get('value', item.get('v'))
    return item


def mutable(alert):
    value = value_of(alert)
    return '%d %s' % (alert.seq, value.hex()) if isinstance(value, bytes) else None


def stored(alert):
    return str(alert.num_success)


def peers_of(alert):
    peers = alert.peers()
    return ' '.join(sorted('%s:%d' % peer for peer in peers)) if peers else None


def answer(session, words):
    session.pop_alerts()
    name, arguments = words[0], [bytes.fromhex(word) if word != '-' else b'' for word in words[1:]]
    if name == 'get-mutable':
        session.dht_get_mutable_item(arguments[0], arguments[1])
        return wait(session, lt.dht_mutable_item_alert, mutable)
    if name == 'put-mutable':
        session.dht_put_mutable_item(*arguments[:2], arguments[3], arguments[2])
        return wait(session, lt.dht_put_alert, stored)
    if name == 'get-immutable':
        session.dht_get_immutable_item(lt.sha1_hash(arguments[0]))
        return wait(session, lt.dht_immutable_item_alert, lambda alert: text(value_of(alert)))
    if name == 'put-immutable':
        target = session.dht_put_immutable_item(arguments[0])
        wait(session, lt.dht_put_alert, stored)
        return str(target)
    if name == 'get-peers':
        session.dht_get_peers(lt.sha1_hash(arguments[0]))
        return wait(session, lt.dht_get_peers_reply_alert, peers_of)
    if name == 'announce':
        # This binding has no flags to call dht_announce with, but a torrent announces itself.
        torrent = lt.parse_magnet_uri('magnet:?xt=urn:btih:' + arguments[0].hex())
        torrent.save_path = tempfile.gettempdir()
        session.add_torrent(torrent)
        return str(session.listen_port())
    return 'unknown'


def main():
    sessions = [lt.session(SETTINGS) for _ in range(SESSIONS)]
    end = time.time() + TIMEOUT_SECONDS
    while any(session.listen_port() == 0 for session in sessions) and time.time() < end:
        time.sleep(0.05)
    ports = [session.listen_port() for session in sessions]
    for session in sessions:
        for port in ports:
            if port != session.listen_port():
                session.add_dht_node((ADDRESS, port))
    print(' '.join(str(port) for port in ports), flush=True)
    for line in sys.stdin:
        words = line.split()
        session = sessions[int(words[0])]
        try:
            print(answer(session, words[1:]), flush=True)
        except Exception as e:
            print('error', repr(e), flush=True)


main()
