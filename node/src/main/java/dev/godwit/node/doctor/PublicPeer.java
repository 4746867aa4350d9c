package dev.godwit.node.doctor;

import java.util.List;

/**
 * A peer that shows itself to everybody on the network. Nothing of this is proven.
 *
 * @param name what it calls itself: text from a stranger, to be escaped before it is shown
 * @param peerId what it says its id is; empty when it does not
 * @param addresses where to reach it, the best first
 */
public record PublicPeer(String name, String peerId, List<String> addresses) {

    /** Copies the list. */
    public PublicPeer {
        addresses = List.copyOf(addresses);
    }
}
