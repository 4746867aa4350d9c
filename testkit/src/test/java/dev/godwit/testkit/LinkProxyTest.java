package dev.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Times are only ever asserted from below: a machine may be slow, but a line is never faster than it is. */
@Timeout(60)
class LinkProxyTest {
    private static final int MB = 1_000_000;
    private static final int ASK = 1;

    private ServerSocket echo;

    /** Answers each connection's bytes with the same. */
    @BeforeEach
    void listen() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket socket = echo.accept();
                    Thread.ofVirtual().start(() -> answer(socket));
                } catch (IOException e) {
                    // Closed.
                }
            }
        });
    }

    private static void answer(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // Reset, as some tests want it.
        }
    }

    @AfterEach
    void close() throws IOException {
        echo.close();
    }

    @Test
    void passesEveryByteInOrderAndCountsIt() throws Exception {
        Link link =
                Link.DIRECT.withDelay(Duration.ofMillis(3)).withRate(100L * MB).withQueue(256 * 1024);
        try (LinkProxy proxy = LinkProxy.to(echo.getLocalPort(), link)) {
            byte[] content = new RandomContent(1).bytes(3 * MB + 7);
            assertThat(echoed(proxy, content)).isEqualTo(content);
            assertThat(proxy.downBytes()).isEqualTo(content.length);
            assertThat(proxy.upBytes()).isEqualTo(content.length);
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void aRoundTripTakesTheDelayTwiceAndOpeningOneMore() throws Exception {
        try (LinkProxy proxy = LinkProxy.to(echo.getLocalPort(), Link.DIRECT.withDelay(Duration.ofMillis(40)))) {
            long begin = System.nanoTime();
            try (Socket socket = connect(proxy)) {
                roundTrip(socket);
                long opened = System.nanoTime();
                assertThat(opened - begin).isGreaterThanOrEqualTo(160_000_000);
                roundTrip(socket);
                assertThat(System.nanoTime() - opened).isGreaterThanOrEqualTo(80_000_000);
            }
        }
    }

    @Test
    void aFarLineIsFullAllTheSame() throws Exception {
        // Stop and wait of 64 KiB would take 320 ms for each: much more than the sum of 8 MB at 100 MB/s and a delay.
        Link link = Link.DIRECT.withDelay(Duration.ofMillis(160)).withRate(100L * MB);
        try (LinkProxy proxy = LinkProxy.to(echo.getLocalPort(), link)) {
            byte[] content = new RandomContent(1).bytes(8 * MB);
            long begin = System.nanoTime();
            assertThat(echoed(proxy, content)).isEqualTo(content);
            assertThat(System.nanoTime() - begin).isBetween(640_000_000L, 20_000_000_000L);
        }
    }

    @Test
    void connectionsShareTheRate() throws Exception {
        try (LinkProxy proxy = LinkProxy.to(echo.getLocalPort(), Link.DIRECT.withRate(10L * MB));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            List<Future<byte[]>> echoes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                echoes.add(threads.submit(() -> echoed(proxy, new byte[MB])));
            }
            for (Future<byte[]> each : echoes) {
                assertThat(each.get()).hasSize(MB);
            }
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(390_000_000);
        }
    }

    @Test
    void aCutIsAResetForBothSidesAndNewConnectionsAreWelcome() throws Exception {
        try (LinkProxy proxy = LinkProxy.to(echo.getLocalPort())) {
            try (Socket socket = connect(proxy)) {
                roundTrip(socket);
                proxy.cut();
                assertThatThrownBy(() -> roundTrip(socket)).isInstanceOf(IOException.class);
            }
            assertThat(echoed(proxy, new byte[100])).hasSize(100);
        }
    }

    @Test
    void cutsAgainAndAgain() throws Exception {
        try (LinkProxy proxy = LinkProxy.to(echo.getLocalPort())) {
            proxy.cutEvery(Duration.ofMillis(1));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> echoForever(proxy)).isInstanceOf(IOException.class);
            }
            assertThat(proxy.cuts()).isPositive();
        }
    }

    @Test
    void resetsAShareOfTheConnectionsTheSameForTheSameSeed() throws Exception {
        Seed seed = Seed.announce("LinkProxyTest");
        List<Boolean> first = fates(seed);
        assertThat(fates(seed)).isEqualTo(first);
        assertThat(first).contains(true, false);
    }

    /** Which of 40 connections one after the other survived. */
    private List<Boolean> fates(Seed seed) throws Exception {
        List<Boolean> survived = new ArrayList<>();
        try (LinkProxy proxy = LinkProxy.to(echo.getLocalPort())) {
            proxy.resetShare(seed, 0.5, 5_000);
            for (int i = 0; i < 40; i++) {
                survived.add(survives(proxy));
            }
            assertThat(proxy.resets())
                    .isEqualTo((int) survived.stream().filter(each -> !each).count());
        }
        return survived;
    }

    private static boolean survives(LinkProxy proxy) throws IOException {
        try {
            return echoed(proxy, new byte[5_000]).length == 5_000;
        } catch (UncheckedIOException | IOException e) {
            return false;
        }
    }

    @Test
    void tricklesAByteASecond() throws Exception {
        try (LinkProxy proxy = LinkProxy.to(echo.getLocalPort());
                Socket socket = connect(proxy)) {
            roundTrip(socket);
            proxy.trickle(true);
            long begin = System.nanoTime();
            socket.getOutputStream().write(new byte[100]);
            assertThat(socket.getInputStream().read(new byte[100])).isEqualTo(1);
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(1_000_000_000);
            proxy.trickle(false);
            assertThat(socket.getInputStream().readNBytes(99)).hasSize(99);
        }
    }

    @Test
    void holdsAndReleases() throws Exception {
        try (LinkProxy proxy = LinkProxy.to(echo.getLocalPort());
                Socket socket = connect(proxy)) {
            proxy.holdAfter(ASK);
            roundTrip(socket);
            proxy.awaitHold();
            socket.getOutputStream().write(ASK);
            assertThat(socket.getInputStream().available()).isZero();
            assertThat(proxy.downBytes()).isEqualTo(ASK);
            proxy.release();
            assertThat(socket.getInputStream().read()).isEqualTo(ASK);
        }
    }

    private static Socket connect(LinkProxy proxy) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static void roundTrip(Socket socket) throws IOException {
        socket.getOutputStream().write(ASK);
        if (socket.getInputStream().read() != ASK) {
            throw new IOException("closed");
        }
    }

    private static void echoForever(LinkProxy proxy) throws IOException {
        try (Socket socket = connect(proxy)) {
            while (true) {
                roundTrip(socket);
            }
        }
    }

    /** What comes back of what was sent; closed after that. */
    private static byte[] echoed(LinkProxy proxy, byte[] content) throws IOException {
        try (Socket socket = connect(proxy)) {
            Thread.ofVirtual().start(() -> {
                try {
                    socket.getOutputStream().write(content);
                    socket.shutdownOutput();
                } catch (IOException e) {
                    // The reader finds out, too.
                }
            });
            InputStream in = socket.getInputStream();
            return in.readAllBytes();
        }
    }
}
