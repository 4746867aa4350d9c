package dev.godwit.node.home;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where one peer keeps what it must remember. Two homes make two peers.
 *
 * @param directory the root of everything durable
 */
public record Home(Path directory) {

    /** Nodes of one DHT that were known the last time. */
    Path dhtNodes(String network) {
        return directory.resolve("dht-nodes-" + network);
    }

    /** The number of the last record in the DHT. */
    Path recordNumber() {
        return directory.resolve("dht-record-number");
    }

    /** {@code --home}, else {@code GODWIT_HOME}, else {@code $XDG_STATE_HOME/godwit}, else {@code ~/.local/state/godwit}. */
    public static Home locate(Optional<Path> option, Map<String, String> environment) {
        if (option.isPresent()) {
            return new Home(option.get().toAbsolutePath().normalize());
        }
        String home = environment.get("GODWIT_HOME");
        if (home != null && !home.isBlank()) {
            return new Home(Path.of(home).toAbsolutePath().normalize());
        }
        String state = environment.get("XDG_STATE_HOME");
        if (state != null && Path.of(state).isAbsolute()) {
            return new Home(Path.of(state, "godwit"));
        }
        return new Home(Path.of(System.getProperty("user.home"), ".local", "state", "godwit"));
    }

    /** The identity key and its TLS credentials. */
    Path identity() {
        return directory.resolve("identity");
    }

    /** One directory for each share. */
    Path shares() {
        return directory.resolve("shares");
    }

    /** One directory for each code that was shown to somebody who did not prove it. */
    Path heardCodes() {
        return directory.resolve("heard-codes");
    }

    /** One directory for each download under way. */
    Path transfers() {
        return directory.resolve("transfers");
    }

    /** One file for each transfer that has ended. */
    Path history() {
        return directory.resolve("history");
    }
}
