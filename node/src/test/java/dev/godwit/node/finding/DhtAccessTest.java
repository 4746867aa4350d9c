package dev.godwit.node.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Id;
import dev.godwit.node.home.Configuration;
import dev.godwit.node.home.DhtNodes;
import dev.godwit.node.home.Home;
import dev.godwit.node.home.Setting;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which network a node gets into, on loopback. */
@Timeout(60)
class DhtAccessTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final DatagramSocket node = new DatagramSocket(0, HERE);
    private final Id target = Id.random(new SplittableRandom());

    @TempDir
    private Path directory;

    DhtAccessTest() throws SocketException {}

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void nodesOfAnotherNetworkAreNotAsked() throws Exception {
        Home home = new Home(directory);
        Contact known =
                new Contact(Id.random(new SplittableRandom()), (InetSocketAddress) node.getLocalSocketAddress());
        configure(home, "127.0.0.1:9");
        new DhtNodes(home, "public").store(List.of(known));
        new DhtNodes(home, "private").store(List.of(known));
        askSomething(home);
        assertThatThrownBy(() -> receive(500)).isInstanceOf(SocketTimeoutException.class);
        configure(home, "");
        askSomething(home);
        receive(10_000);
    }

    /** In a process that is told to have no IPv6, as on a machine without it. */
    @Test
    void aMachineWithoutIpv6TakesPartInIpv4() throws Exception {
        configure(new Home(directory), "127.0.0.1:9");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.net.preferIPv4Stack=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutIpv6.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains("families: [IPV4]");
    }

    /** Starts a node and says which networks it is in. */
    static final class WithoutIpv6 {
        private WithoutIpv6() {}

        /** The argument is the home. */
        public static void main(String[] arguments) throws Exception {
            Home home = new Home(Path.of(arguments[0]));
            try (DhtAccess access = DhtAccess.start(home, Optional.empty()).orElseThrow()) {
                System.out.println("families: " + access.dht().status().sides().keySet());
            }
        }
    }

    private void askSomething(Home home) throws Exception {
        try (DhtAccess access = DhtAccess.start(home, Optional.of(HERE)).orElseThrow()) {
            assertThat(access.dht().nodes(target).join().answers()).isZero();
        }
    }

    private void receive(int millis) throws Exception {
        node.setSoTimeout(millis);
        node.receive(new DatagramPacket(new byte[2_000], 2_000));
    }

    private static void configure(Home home, String bootstrap) throws Exception {
        Configuration configuration = new Configuration(home);
        configuration.set(Setting.DHT_MODE, "private");
        configuration.set(Setting.DHT_BOOTSTRAP, bootstrap);
    }
}
