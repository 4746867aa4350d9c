package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.testkit.lab.Host;
import dev.godwit.testkit.lab.LabNetwork;
import dev.godwit.testkit.lab.Switch;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A code is enough: whole programs on hosts of their own, with a switch or a foreign DHT between them and nothing of ours.
 * {@code -Dgodwit.rounds=20} for more rounds; how long each took is printed.
 */
@Timeout(600)
final class FindingIT {
    private static final int ROUNDS = Integer.getInteger("godwit.rounds", 2);
    private static final int DHT_NODES = 14;
    private static final Path DHT = Path.of("..", "dht", "src", "test", "resources")
            .resolve("dev/godwit/dht/interop/libtorrent_network.py")
            .toAbsolutePath();

    @RegisterExtension
    final Stage stage = new Stage();

    private final LabNetwork lab = new LabNetwork();

    @BeforeEach
    void needsRoot() {
        assumeTrue(LabNetwork.isPossible(), "only root may make network namespaces");
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    @Test
    void twoHostsOnASwitchFindEachOtherAndTheSwitchLearnsTheSlotAlone() throws Exception {
        Switch link = lab.newSwitch();
        Host ann = lab.host("ann").plug(link, "eth0", "10.7.0.1/24");
        Host ben = lab.host("ben").plug(link, "eth0", "10.7.0.2/24");
        transfers("local network", link.host(), ann, ben, "dht.mode = off\n");
        assertThat(seenBy(ben, "ben", "lan")).contains("No public Godwit peer answers.");
        Files.writeString(stage.home("ann").resolve("config"), "dht.mode = off\nlan.name = Ann's notebook\n");
        start(ann, "ann", "send", "--json", stage.file("f", 1)).await("ready");
        assertThat(seenBy(ben, "ben", "lan")).contains("Ann's notebook at 10.7.0.1:");
    }

    @Test
    void twoRoutedHostsFindEachOtherThroughLibtorrentsDhtWhichLearnsTheSlotAlone() throws Exception {
        Host router = lab.host("router").forward();
        Host ann = routed(router, "ann", 1);
        Host ben = routed(router, "ben", 2);
        Host others = routed(router, "dht", 3);
        Process network =
                others.start(others.process("/usr/bin/python3", DHT.toString(), String.valueOf(DHT_NODES), "10.3.0.2"));
        try (BufferedReader lines = network.inputReader()) {
            List<String> ports = Arrays.asList(String.valueOf(lines.readLine()).split(" ", -1));
            assertThat(ports).hasSize(DHT_NODES);
            String config = "lan = off\ndht.mode = private\ndht.bootstrap = 10.3.0.2:%s, 10.3.0.2:%s\n"
                    .formatted(ports.get(0), ports.get(1));
            transfers("DHT", router, ann, ben, config);
            assertThat(seenBy(ann, "ann", "dht"))
                    .contains("A private DHT:", "Look-ups: 16 of 16", "This peer has no record");
            Files.writeString(stage.home("ann").resolve("config"), config + "dht.addresses = 10.9.9.9:4711\n");
            start(ann, "ann", "send", "--json", stage.file("f", 1)).await("ready");
            String seen = "";
            for (int attempt = 0; attempt < 10 && !seen.contains("10.9.9.9"); attempt++) {
                seen = seenBy(ann, "ann", "dht");
            }
            assertThat(seen).contains(": 10.9.9.9:4711");
        }
    }

    private Host routed(Host router, String name, int number) throws IOException {
        Switch link = lab.newSwitch();
        router.plug(link, "eth" + number, "10." + number + ".0.1/24");
        return lab.host(name).plug(link, "eth0", "10." + number + ".0.2/24").route("default", "10." + number + ".0.1");
    }

    /** @param between sees every datagram between the two */
    private void transfers(String how, Host between, Host ann, Host ben, String config)
            throws IOException, InterruptedException {
        Files.writeString(stage.home("ann").resolve("config"), config);
        Files.writeString(stage.home("ben").resolve("config"), config);
        Path source = stage.file("f", 100_000);
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Path datagrams = stage.folder("captured").resolve(how + round);
            WireCapture capture = WireCapture.start(between, datagrams);
            GodwitProcess sender = start(ann, "ann", "send", "--json", source);
            String code = sender.await("ready").text("code");
            Path inbox = stage.folder("inbox" + round);
            long startNanos = System.nanoTime();
            GodwitProcess receiver = start(ben, "ben", "receive", "--json", "-o", inbox, "--wait", "60s", code);
            receiver.await("connected");
            millis.add((System.nanoTime() - startNanos) / 1_000_000);
            receiver.exits(0);
            sender.exits(0);
            capture.close();
            capture.assertShowsTheSlotAlone(code);
            assertThat(inbox.resolve("f")).hasSameBinaryContentAs(source);
        }
        millis.sort(null);
        System.out.printf(
                "%s, by code, start of the program to connected, %d rounds: median %d ms, all %s%n",
                how, ROUNDS, millis.get(millis.size() / 2), millis);
    }

    /** What the doctor says. */
    private String seenBy(Host host, String peer, String what) throws IOException {
        return String.join("\n", start(host, peer, "doctor", what).exits(0).out());
    }

    private GodwitProcess start(Host host, String peer, Object... arguments) throws IOException {
        List<String> command = stage.command(peer, arguments).command();
        return stage.start(peer, host.process(command.toArray(String[]::new)));
    }
}
