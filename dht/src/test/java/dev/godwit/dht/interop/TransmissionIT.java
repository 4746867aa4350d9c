package dev.godwit.dht.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transmission's DHT (jech/dht) takes loopback addresses for bogus, so it runs in a network namespace of its own, where it
 * has an address on a bridge without ports. Nothing leaves the namespace: it has no other interface.
 */
@Timeout(180)
class TransmissionIT {
    private static final Path TRANSMISSION = Path.of("/usr/bin/transmission-daemon");
    private static final String TRANSMISSION_ADDRESS = "10.77.0.1";
    private static final String TRANSMISSION_PORT = "51413";
    private static final List<String> OUR_ADDRESSES = List.of("10.77.1.1", "10.77.2.1");

    private final String namespace = "godwit-dht-" + ProcessHandle.current().pid();
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void removeNamespace() throws Exception {
        for (Process process : processes) {
            process.destroy();
            process.waitFor();
        }
        if (Files.exists(Path.of("/run/netns", namespace))) {
            run("ip", "netns", "delete", namespace);
        }
    }

    @Test
    void transmissionKeepsOurAnnouncementAndTellsIt() throws Exception {
        require(Files.isExecutable(TRANSMISSION), "the Debian package transmission-daemon is not installed");
        assumeTrue("root".equals(System.getProperty("user.name")), "only root makes network namespaces");
        prepareNamespace();
        startTransmission();
        String output = run(inNamespace(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TransmissionProbe.class.getName(),
                TRANSMISSION_ADDRESS,
                TRANSMISSION_PORT,
                OUR_ADDRESSES.get(0),
                OUR_ADDRESSES.get(1)));
        System.out.print(output);
        assertThat(output).contains("ping true", "stored 1", "found [/" + OUR_ADDRESSES.getFirst() + ":7001]");
    }

    private static void require(boolean present, String missing) {
        if (!present && System.getenv("CI") != null) {
            fail(missing);
        }
        assumeTrue(present, missing);
    }

    private void prepareNamespace() throws Exception {
        run("ip", "netns", "add", namespace);
        run(inNamespace("ip", "link", "set", "lo", "up"));
        run(inNamespace("ip", "link", "add", "bridge0", "type", "bridge"));
        run(inNamespace("ip", "address", "add", TRANSMISSION_ADDRESS + "/16", "dev", "bridge0"));
        for (String address : OUR_ADDRESSES) {
            run(inNamespace("ip", "address", "add", address + "/16", "dev", "bridge0"));
        }
        run(inNamespace("ip", "link", "set", "bridge0", "up"));
    }

    private void startTransmission() throws IOException {
        String home = directory.toString();
        processes.add(new ProcessBuilder(inNamespace(
                        TRANSMISSION.toString(),
                        "--foreground",
                        "--config-dir",
                        home,
                        "--download-dir",
                        home,
                        "--bind-address-ipv4",
                        TRANSMISSION_ADDRESS,
                        "--peerport",
                        TRANSMISSION_PORT,
                        "--dht",
                        "--no-lpd",
                        "--no-portmap"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("transmission.log").toFile())
                .start());
    }

    private String[] inNamespace(String... command) {
        return Stream.concat(Stream.of("ip", "netns", "exec", namespace), Stream.of(command))
                .toArray(String[]::new);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + "\n" + output)
                .isZero();
        return output;
    }
}
