package dev.godwit.testkit.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hosts behind a router reach each other, and nothing stays behind. */
final class LabNetworkTest {
    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @BeforeEach
    void needsRoot() {
        assumeTrue(LabNetwork.isPossible(), "needs root and iproute2");
    }

    @Test
    void packetsPassARouter() throws Exception {
        try (LabNetwork lab = new LabNetwork()) {
            Switch left = lab.newSwitch();
            Switch right = lab.newSwitch();
            lab.host("router")
                    .plug(left, "eth0", "10.1.0.1/24")
                    .plug(right, "eth1", "10.2.0.1/24")
                    .forward();
            Host alice = lab.host("alice").plug(left, "eth0", "10.1.0.2/24").route("default", "10.1.0.1");
            Host bob = lab.host("bob").plug(right, "eth0", "10.2.0.2/24").route("default", "10.2.0.1");
            // A refusal comes from the host itself; without a way there would be none.
            LabProcess knock = LabProcess.start(alice, "bash", "-c", "echo > /dev/tcp/10.2.0.2/9");
            assertThat(knock.await("bash: connect: Connection refused", PATIENCE))
                    .isPresent();
            LabProcess back = LabProcess.start(bob, "bash", "-c", "echo > /dev/tcp/10.1.0.2/9");
            assertThat(back.await("bash: connect: Connection refused", PATIENCE))
                    .isPresent();
        }
    }

    @Test
    void nothingStaysBehind() throws Exception {
        String namespace;
        Process process;
        try (LabNetwork lab = new LabNetwork()) {
            Host host = lab.host("alice").bridge("docker0", "172.17.0.1/16");
            namespace = host.namespace();
            process = host.start(host.process("sleep", "1000"));
            assertThat(exists(namespace)).isTrue();
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(exists(namespace)).isFalse();
    }

    private static boolean exists(String namespace) throws IOException {
        try (var names = Files.list(NAMESPACES)) {
            return names.anyMatch(name -> name.endsWith(namespace));
        }
    }
}
