package dev.godwit.node.home;

import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Id;
import dev.godwit.wire.link.Addresses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Nodes of the DHT that answered the last time, one a line: the next start need not begin at the routers. Losing them
 * costs a second.
 */
public final class DhtNodes {
    private static final int NODES_MAX = 200;
    private static final int FILE_BYTES_MAX = 64 * 1024;

    private final Path file;

    /**
     * The nodes of one network; those of others must never hear of it.
     *
     * @param network its name, a part of the file's
     */
    public DhtNodes(Home home, String network) {
        this.file = home.dhtNodes(network);
    }

    /** The nodes of the last time; none when they can not be read. */
    public List<Contact> load() {
        List<Contact> nodes = new ArrayList<>();
        try {
            if (Files.size(file) <= FILE_BYTES_MAX) {
                for (String line : Files.readAllLines(file)) {
                    contact(line).ifPresent(nodes::add);
                }
            }
        } catch (IOException e) {
            // There are none, or they are damaged: the routers know others.
        }
        return nodes.size() <= NODES_MAX ? nodes : nodes.subList(0, NODES_MAX);
    }

    /** Keeps nodes for the next time, as far as that is possible; none are no reason to forget those there are. */
    public void store(List<Contact> nodes) {
        if (nodes.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Contact node : nodes.subList(0, Math.min(nodes.size(), NODES_MAX))) {
            text.append(HexFormat.of().formatHex(node.id().bytes()))
                    .append(' ')
                    .append(Addresses.text(node.address()))
                    .append('\n');
        }
        try {
            PrivateFiles.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The next start takes a second longer.
        }
    }

    private static Optional<Contact> contact(String line) {
        int space = line.indexOf(' ');
        if (space != 2 * Id.BYTES) {
            return Optional.empty();
        }
        try {
            Id id = Id.of(HexFormat.of().parseHex(line, 0, space));
            return Addresses.parse(line.substring(space + 1)).map(address -> new Contact(id, address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
