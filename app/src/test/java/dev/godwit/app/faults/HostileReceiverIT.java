package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.network.tcp.TcpDialer;
import dev.godwit.network.tls.TlsCredentials;
import dev.godwit.network.tls.TlsEngines;
import dev.godwit.transfer.session.Handshake;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.ticket.Ticket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Receivers that stop reading or talk nonsense: the sender goes on serving the others. */
@Timeout(120)
final class HostileReceiverIT {
    private static final long LENGTH = 8 << 20;

    @RegisterExtension
    private final Stage stage = new Stage();

    /** Security case H5. */
    @Test
    void oneThatNeverReadsDoesNotStopTheNext() throws IOException {
        Path source = stage.file("film.mkv", LENGTH);
        GodwitProcess sender = stage.send("ann", source, "--downloads", 2);
        Ticket ticket = Ticket.parse(Stage.ticket(sender));
        TcpDialer dialer = dialer();
        MessageChannel control = stage.closeLater(new MessageChannel(dial(dialer, ticket)));
        Handshake.greet(control);
        control.send(new Message.Open(ticket.capability().shareId(), ticket.capability()));
        Message.Opened opened = opened(control);
        MessageChannel bytes = stage.closeLater(new MessageChannel(dial(dialer, ticket)));
        Handshake.greet(bytes);
        bytes.send(new Message.Attach(opened.token()));
        bytes.send(new Message.Get(0, 0, 32));
        sender.await("connected");

        stage.receive("ben", ticket.uri(), "-o", stage.folder("ben")).exits(0);
        assertThat(stage.path("ben", "film.mkv")).hasSameBinaryContentAs(source);
        assertThat(sender.isRunning()).isTrue();
        bytes.close();
        control.close();
        stage.receive("cem", ticket.uri(), "-o", stage.folder("cem")).exits(0);
        sender.exits(0);
        assertThat(sender.events("receiverLeft")).hasSize(1);
        assertThat(sender.events("done")).hasSize(2);
    }

    @Test
    void noiseInsteadOfAHandshakeHarmsNobody() throws IOException {
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", LENGTH));
        for (int seed = 0; seed < 20; seed++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Stage.port(sender))) {
                socket.getOutputStream().write(noise(seed));
            } catch (IOException e) {
                // The sender has hung up in the middle, as it should.
            }
        }
        stillServes(sender);
    }

    @Test
    void noiseInsteadOfMessagesHarmsNobody() throws IOException {
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", LENGTH));
        Ticket ticket = Ticket.parse(Stage.ticket(sender));
        for (int seed = 0; seed < 20; seed++) {
            try (ByteStream stream = dial(dialer(), ticket)) {
                stream.write(ByteBuffer.wrap(noise(seed)));
                stream.flush();
            } catch (IOException e) {
                // The sender has hung up in the middle, as it should.
            }
        }
        stillServes(sender);
    }

    private void stillServes(GodwitProcess sender) throws IOException {
        stage.receive("ben", Stage.ticket(sender), "-o", stage.folder("ben")).exits(0);
        sender.exits(0);
        assertThat(stage.path("ben", "film.mkv")).hasSameBinaryContentAs(stage.path("film.mkv"));
        assertThat(sender.events("connected")).hasSize(1);
        assertThat(sender.err()).isEmpty();
    }

    private static byte[] noise(int seed) {
        byte[] noise = new byte[100_000];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    private static TcpDialer dialer() {
        TlsCredentials credentials = TlsCredentials.create(Identity.generate());
        return new TcpDialer(TlsEngines.forClient(() -> credentials), new Cancellation());
    }

    private static ByteStream dial(TcpDialer dialer, Ticket ticket) throws IOException {
        return dialer.dial(Optional.of(ticket.peerId()), ticket.addresses().getFirst());
    }

    /** A ping may come first. */
    private static Message.Opened opened(MessageChannel control) throws IOException {
        while (true) {
            if (control.receive(Phase.OPENING) instanceof Message.Opened opened) {
                return opened;
            }
        }
    }
}
