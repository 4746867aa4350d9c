package dev.godwit.dht.engine;

import dev.godwit.dht.item.Item;
import dev.godwit.dht.rpc.Datagram;
import java.net.InetSocketAddress;
import java.util.List;

/** What a node wants done, or has found. {@code task} is the number that the command was given. */
public sealed interface Output {
    /** Send this datagram. If it cannot be sent, it is as good as lost. */
    record Send(Datagram datagram) implements Output {}

    /** These peers, none of them told before for this task. */
    record PeersFound(long task, List<InetSocketAddress> peers) implements Output {}

    /** This item, verified, and newer than what was told before for this task. */
    record ItemFound(long task, Item item) implements Output {}

    /** The command is done. */
    record Finished(long task, Outcome outcome) implements Output {}
}
