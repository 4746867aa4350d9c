package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.network.tcp.TcpDialer;
import dev.godwit.network.tls.TlsCredentials;
import dev.godwit.network.tls.TlsEngines;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.ticket.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Security case H5: connections that never get to the point keep nobody else out. */
@Timeout(120)
final class HalfOpenIT {
    /** The head of a TLS record with a ClientHello of 256 bytes, and no more of it. RFC 8446 §5.1. */
    private static final byte[] HALF_A_HELLO = {22, 3, 1, 1, 4, 1, 0, 1, 0, 3, 3, 7, 7, 7, 7};

    /** An optional message of 65,535 bytes, which a reader skips: PROTOCOL.md §5.1. */
    private static final byte[] SKIPPED = {(byte) 0x80, 99, 0, 0, (byte) 0xff, (byte) 0xff};

    @RegisterExtension
    private static final FaultTable FAULTS = new FaultTable();

    @RegisterExtension
    private final Stage stage = new Stage();

    private Path source = Path.of("");
    private GodwitProcess sender;

    @BeforeEach
    void send() throws IOException {
        source = stage.file("film.mkv", 8 << 20);
        sender = stage.send("ann", source);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void handshakesThatStopHalfWay(int count) throws IOException {
        int port = Stage.port(sender);
        for (int i = 0; i < count; i++) {
            Socket socket = stage.closeLater(new Socket(InetAddress.getLoopbackAddress(), port));
            if (i % 2 == 0) {
                socket.getOutputStream().write(HALF_A_HELLO);
            }
        }
        FaultTable.Attempt attempt = FAULTS.attempt(count + " handshakes that stop half way");
        serves();
        attempt.recovered();
    }

    @Test
    void aGreetingThatTrickles() throws IOException {
        Ticket ticket = Ticket.parse(Stage.ticket(sender));
        TlsCredentials credentials = TlsCredentials.create(Identity.generate());
        TcpDialer dialer = new TcpDialer(TlsEngines.forClient(() -> credentials), new Cancellation());
        ByteStream stream = stage.closeLater(
                dialer.dial(Optional.of(ticket.peerId()), ticket.addresses().getFirst()));
        ScheduledExecutorService pace = stage.closeLater(Executors.newSingleThreadScheduledExecutor());
        write(stream, SKIPPED);
        // Sixty-five seconds of it: far more than it gets, and never a silence.
        ScheduledFuture<?> trickle =
                pace.scheduleAtFixedRate(() -> write(stream, new byte[10]), 0, 10, TimeUnit.MILLISECONDS);
        assertThat(heardUntilTheEnd(stream)).as("bytes of its greeting").isPositive();
        assertThat(trickle.isCancelled()).isFalse();
        serves();
    }

    private static void write(ByteStream stream, byte[] bytes) {
        try {
            stream.write(ByteBuffer.wrap(bytes));
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long heardUntilTheEnd(ByteStream stream) {
        long heard = 0;
        try {
            for (int count = 0; count >= 0; count = stream.read(ByteBuffer.allocate(1024))) {
                heard += count;
            }
        } catch (IOException e) {
            // It hangs up without a word.
        }
        return heard;
    }

    private void serves() throws IOException {
        stage.receive("ben", Stage.ticket(sender), "-o", stage.folder("ben")).exits(0);
        sender.exits(0);
        assertThat(stage.path("ben", "film.mkv")).hasSameBinaryContentAs(source);
        assertThat(sender.events("connected")).hasSize(1);
        assertThat(sender.err()).isEmpty();
    }
}
