package dev.godwit.network.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.network.route.KnownAddresses;
import dev.godwit.network.route.RouteRace;
import dev.godwit.network.route.Searches;
import dev.godwit.network.tls.TlsCredentials;
import dev.godwit.network.tls.TlsEngines;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.Acceptor;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Cancellation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listening and connecting on this machine. */
@Timeout(30)
class TcpTest {
    private static final Identity ANN = Identity.generate();
    private static final Identity BOB = Identity.generate();
    private static final TlsEngines CLIENT = TlsEngines.forClient(() -> TlsCredentials.create(ANN));
    private static final TlsEngines SERVER = TlsEngines.forServer(() -> TlsCredentials.create(BOB));
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Cancellation cancellation = new Cancellation();
    private final TcpDialer dialer = new TcpDialer(CLIENT, cancellation);

    /** Says back what it hears, and is closed by its stream's end. */
    private static final Acceptor ECHO = stream -> {
        try (stream) {
            ByteBuffer bytes = ByteBuffer.allocate(100);
            while (stream.read(bytes) >= 0) {
                stream.write(bytes.flip());
                stream.flush();
                bytes.clear();
            }
        } catch (IOException e) {
            // The other side is gone.
        }
    };

    private static InetSocketAddress at(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }

    private static TcpListener listen(String bind) throws IOException {
        Optional<InetAddress> address = bind.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(bind));
        return TcpListener.open(address, 0, SERVER, ECHO);
    }

    private static void assertEchoes(ByteStream stream) throws IOException {
        assertThat(stream.peer()).isEqualTo(BOB.peerId());
        stream.write(ByteBuffer.wrap(new byte[] {5}));
        stream.flush();
        ByteBuffer back = ByteBuffer.allocate(1);
        assertThat(stream.read(back)).isEqualTo(1);
        assertThat(back.get(0)).isEqualTo((byte) 5);
    }

    private ByteStream dial(PeerId peer, List<InetSocketAddress> addresses) throws IOException {
        RouteRace<ByteStream> race =
                new RouteRace<>(address -> dialer.dial(Optional.of(peer), address), cancellation, tried -> {});
        return race.run(Searches.of(List.of(new KnownAddresses("the test", addresses))), () -> false)
                .orElseThrow(() -> race.failures().stream()
                        .map(RouteRace.Tried.Attempted.class::cast)
                        .findFirst()
                        .map(RouteRace.Tried.Attempted::fault)
                        .orElse(Fault.of(FaultCode.NO_ROUTE))
                        .exception());
    }

    private Fault failing(InetSocketAddress... addresses) throws IOException {
        try {
            dial(BOB.peerId(), List.of(addresses)).close();
            throw new AssertionError("connected");
        } catch (FaultException e) {
            return e.fault();
        }
    }

    /** An address of this machine where nobody listens. */
    private static InetSocketAddress dead() throws IOException {
        try (ServerSocketChannel once = ServerSocketChannel.open()) {
            once.bind(new InetSocketAddress(LOOPBACK, 0));
            return (InetSocketAddress) once.getLocalAddress();
        }
    }

    @Test
    void bothKindsOfAddressReachAListenerOnAll() throws IOException {
        try (TcpListener listener = listen("")) {
            for (String host : List.of("127.0.0.1", "::1")) {
                if (host.equals("::1") && !hasIpv6Loopback()) {
                    continue;
                }
                try (ByteStream stream = dial(BOB.peerId(), List.of(at(host, listener.port())))) {
                    assertEchoes(stream);
                }
            }
            assertThat(listener.addresses())
                    .isNotEmpty()
                    .allSatisfy(address -> assertThat(address.getPort()).isEqualTo(listener.port()));
        }
    }

    private static boolean hasIpv6Loopback() throws IOException {
        return NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null;
    }

    /** H8: bound to one address, it is not to be found at another, and says so. */
    @Test
    void aLoopbackListenerIsOnLoopbackAlone() throws IOException {
        try (TcpListener listener = listen("127.0.0.1")) {
            assertThat(listener.addresses()).containsExactly(at("127.0.0.1", listener.port()));
            try (ByteStream stream = dial(BOB.peerId(), listener.addresses())) {
                assertEchoes(stream);
            }
            assertThat(failing(at("127.0.0.2", listener.port())).code()).isEqualTo(FaultCode.NO_ROUTE);
            List<InetAddress> others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(ip -> !ip.isLoopbackAddress() && !ip.isLinkLocalAddress())
                    .toList();
            for (InetAddress other : others) {
                assertThat(failing(new InetSocketAddress(other, listener.port()))
                                .code())
                        .isEqualTo(FaultCode.NO_ROUTE);
            }
        }
    }

    @Test
    void anIpv6LoopbackListenerIsOnLoopbackAlone() throws IOException {
        assumeTrue(hasIpv6Loopback());
        try (TcpListener listener = listen("::1")) {
            try (ByteStream stream = dial(BOB.peerId(), listener.addresses())) {
                assertEchoes(stream);
                assertThat(stream.route().remoteText()).startsWith("[");
            }
            assertThat(failing(at("127.0.0.1", listener.port())).code()).isEqualTo(FaultCode.NO_ROUTE);
        }
    }

    @Test
    void aDeadAddressDoesNotHideALivingOne() throws IOException {
        try (TcpListener listener = listen("127.0.0.1");
                ByteStream stream =
                        dial(BOB.peerId(), List.of(dead(), listener.addresses().getFirst()))) {
            assertEchoes(stream);
        }
    }

    @Test
    void anAddressThatAcceptsAndSaysNothingDoesNotHideALivingOne() throws IOException {
        try (ServerSocketChannel mute = ServerSocketChannel.open();
                TcpListener listener = listen("127.0.0.1")) {
            mute.bind(new InetSocketAddress(LOOPBACK, 0));
            InetSocketAddress muteAddress = (InetSocketAddress) mute.getLocalAddress();
            try (ByteStream stream =
                    dial(BOB.peerId(), List.of(muteAddress, listener.addresses().getFirst()))) {
                assertEchoes(stream);
            }
        }
    }

    @Test
    void aNameThatNobodyHasIsSaidSo() throws IOException {
        InetSocketAddress nobody = InetSocketAddress.createUnresolved("no-such-host.invalid", 7);
        assertThat(failing(nobody).detail()).contains("no-such-host.invalid:7", "no such host");
        assertThat(failing().code()).isEqualTo(FaultCode.NO_ROUTE);
    }

    @Test
    void anotherPeerAtTheAddressIsAMismatch() throws IOException {
        try (TcpListener listener = listen("127.0.0.1")) {
            assertThatThrownBy(() -> dial(ANN.peerId(), listener.addresses()))
                    .isInstanceOfSatisfying(FaultException.class, e -> {
                        assertThat(e.fault().code()).isEqualTo(FaultCode.IDENTITY_MISMATCH);
                        assertThat(e.fault().detail()).contains("127.0.0.1:" + listener.port());
                    });
        }
    }

    @Test
    void aStopEndsDialling() throws Exception {
        try (ServerSocketChannel mute = ServerSocketChannel.open()) {
            mute.bind(new InetSocketAddress(LOOPBACK, 0));
            InetSocketAddress address = (InetSocketAddress) mute.getLocalAddress();
            FutureTask<FaultCode> dialling =
                    new FutureTask<>(() -> failing(address).code());
            Thread.ofVirtual().start(dialling);
            try (SocketChannel accepted = mute.accept()) {
                cancellation.cancel();
                assertThat(dialling.get()).isEqualTo(FaultCode.CANCELLED);
                assertThat(accepted.isOpen()).isTrue();
            }
        }
        assertThat(failing(dead()).code()).isEqualTo(FaultCode.CANCELLED);
    }

    @Test
    void aPortThatIsTakenIsSaidSo() throws IOException {
        try (TcpListener listener = listen("127.0.0.1")) {
            assertThatThrownBy(() -> TcpListener.open(Optional.of(LOOPBACK), listener.port(), SERVER, ECHO))
                    .isInstanceOfSatisfying(FaultException.class, e -> {
                        assertThat(e.fault().code()).isEqualTo(FaultCode.USAGE);
                        assertThat(e.fault().detail()).contains(String.valueOf(listener.port()));
                    });
        }
    }

    @Test
    void closingEndsWhatIsOpenAndFreesThePort() throws IOException {
        TcpListener listener = listen("127.0.0.1");
        InetSocketAddress address = listener.addresses().getFirst();
        try (ByteStream stream = dial(BOB.peerId(), List.of(address))) {
            assertEchoes(stream);
            listener.close();
            assertThatThrownBy(() -> {
                        if (stream.read(ByteBuffer.allocate(1)) < 0) {
                            throw Fault.of(FaultCode.CONNECTION_LOST).exception();
                        }
                    })
                    .isInstanceOf(FaultException.class);
        }
        assertThat(failing(address).code()).isEqualTo(FaultCode.NO_ROUTE);
        TcpListener.open(Optional.of(LOOPBACK), address.getPort(), SERVER, ECHO).close();
    }

    @Test
    void anAcceptorThatFailsLeavesNoOpenConnection() throws IOException {
        BlockingQueue<ByteStream> accepted = new LinkedBlockingQueue<>();
        try (TcpListener listener = TcpListener.open(Optional.of(LOOPBACK), 0, SERVER, stream -> {
                    accepted.add(stream);
                    Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
                    throw new IllegalStateException("a bug");
                });
                ByteStream stream = dial(BOB.peerId(), listener.addresses())) {
            assertThat(stream.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(accepted).hasSize(1);
        }
    }
}
