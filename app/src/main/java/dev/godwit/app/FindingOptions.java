package dev.godwit.app;

import dev.godwit.node.finding.Finding;
import picocli.CommandLine.Option;

/** The options that keep a command from looking around. */
final class FindingOptions {

    @Option(names = "--no-lan", description = "Say and ask nothing on the local network.")
    private boolean withoutLan;

    @Option(names = "--no-dht", description = "Say and ask nothing in the DHT.")
    private boolean withoutDht;

    Finding finding() {
        return new Finding(!withoutLan, !withoutDht);
    }
}
