package dev.godwit.dht;

import dev.godwit.dht.engine.ReadOnlyMode;
import dev.godwit.dht.limit.ReplyBudget;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.storage.StorageLimits;
import java.util.List;

/**
 * Which network a node joins, and how. To take part in none, start none.
 *
 * @param network public, or a closed one with addresses of any kind
 * @param bootstrap where to begin
 * @param savedNodes what {@link Dht#savedNodes} told the last time; may be empty
 * @param readOnly whether it only asks
 * @param storage how much it keeps for others
 * @param replyBytesPerSecond how much it sends to those who ask
 */
public record DhtSettings(
        AddressRules network,
        List<BootstrapNode> bootstrap,
        List<Contact> savedNodes,
        ReadOnlyMode readOnly,
        StorageLimits storage,
        int replyBytesPerSecond) {
    /** A node that serves a closed network answers as much as it is asked: its members are known. */
    private static final int PRIVATE_REPLY_BYTES_PER_SECOND = 10_000_000;

    /** Settings. */
    public DhtSettings {
        bootstrap = List.copyOf(bootstrap);
        savedNodes = List.copyOf(savedNodes);
    }

    /** The public network of millions of nodes; read-only while nobody can reach this one. */
    public static DhtSettings publicNetwork() {
        return new DhtSettings(
                AddressRules.PUBLIC,
                BootstrapNode.PUBLIC,
                List.of(),
                ReadOnlyMode.AUTOMATIC,
                StorageLimits.USUAL,
                ReplyBudget.BYTES_PER_SECOND);
    }

    /** A closed network that begins at these nodes; its members reach each other, so every node serves. */
    public static DhtSettings privateNetwork(List<BootstrapNode> bootstrap) {
        return new DhtSettings(
                AddressRules.PRIVATE,
                bootstrap,
                List.of(),
                ReadOnlyMode.NEVER,
                StorageLimits.USUAL,
                PRIVATE_REPLY_BYTES_PER_SECOND);
    }

    /** With other names to begin with. */
    public DhtSettings withBootstrap(List<BootstrapNode> nodes) {
        return new DhtSettings(network, nodes, savedNodes, readOnly, storage, replyBytesPerSecond);
    }

    /** With nodes known from an earlier time. */
    public DhtSettings withSavedNodes(List<Contact> nodes) {
        return new DhtSettings(network, bootstrap, nodes, readOnly, storage, replyBytesPerSecond);
    }

    /** With another rule for only asking. */
    public DhtSettings withReadOnly(ReadOnlyMode mode) {
        return new DhtSettings(network, bootstrap, savedNodes, mode, storage, replyBytesPerSecond);
    }
}
