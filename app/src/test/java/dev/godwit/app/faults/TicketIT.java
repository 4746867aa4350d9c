package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.Ticket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tickets that open nothing, each with its own exit code and words. */
@Timeout(120)
final class TicketIT {
    @RegisterExtension
    private final Stage stage = new Stage();

    @Test
    void anAlteredTicketIsNone() throws IOException {
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", 1));
        String ticket = Stage.ticket(sender);
        char altered = ticket.charAt(20) == 'a' ? 'b' : 'a';
        GodwitProcess receiver = refused(4, "ticket-invalid", ticket.substring(0, 20) + altered + ticket.substring(21));
        assertThat(receiver.err()).contains("This is not a valid ticket").contains("Copy the whole ticket");
        refused(4, "ticket-invalid", ticket.substring(0, ticket.length() - 8));
        refused(4, "ticket-invalid", "godwit:");
    }

    @Test
    void aTicketOfAnotherPeerIsAMismatch() throws IOException, FaultException {
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", 1));
        Ticket ticket = Ticket.parse(Stage.ticket(sender));
        Ticket stolen = new Ticket(Identity.generate().peerId(), ticket.capability(), ticket.addresses());
        GodwitProcess receiver = refused(4, "identity-mismatch", stolen.uri());
        assertThat(receiver.err())
                .contains("is not the one the ticket names")
                .contains("someone may be in between: do not go on");
        assertThat(sender.events("connected")).isEmpty();
    }

    @Test
    void anUnknownShareIsNotFound() throws IOException, FaultException {
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", 1));
        Ticket ticket = Ticket.parse(Stage.ticket(sender));
        Ticket guessed = new Ticket(ticket.peerId(), Capability.generate(), ticket.addresses());
        GodwitProcess receiver = refused(3, "share-not-found", guessed.uri());
        assertThat(receiver.err()).contains("The sender has no share for this ticket");
        assertThat(sender.events("connected")).isEmpty();
        assertThat(sender.isRunning()).isTrue();
    }

    @Test
    void anExpiredShareIsToldFromAnUnknownOne() throws IOException {
        GodwitProcess early = stage.send("ann", stage.file("film.mkv", 1), "--expires", "1s");
        early.exits(3);
        assertThat(early.err()).contains("The share has expired").contains("send it again");
        GodwitProcess late = stage.send("ann", stage.file("other.mkv", 1), "--port", Stage.port(early));
        late.await("ready");
        GodwitProcess receiver = refused(3, "share-expired", Stage.ticket(early));
        assertThat(receiver.err()).contains("The share has expired");
    }

    @Test
    void aShareThatIsUsedUpSaysSo() throws IOException {
        GodwitProcess early = stage.send("ann", stage.file("film.mkv", 1));
        stage.receive("ben", Stage.ticket(early), "-o", stage.folder("ben")).exits(0);
        early.exits(0);
        GodwitProcess late = stage.send("ann", stage.file("other.mkv", 1), "--port", Stage.port(early));
        late.await("ready");
        GodwitProcess receiver = refused(3, "share-exhausted", Stage.ticket(early));
        assertThat(receiver.err()).contains("All downloads that the sender allowed are complete");
    }

    @Test
    void nobodyThereIsNoRoute() throws IOException, FaultException {
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", 1));
        String ticket = Stage.ticket(sender);
        sender.kill();
        GodwitProcess receiver = refused(5, "no-route", ticket, "--wait", "1s");
        assertThat(receiver.err()).contains("Nobody answers at 127.0.0.1:").contains("still running");
        assertThat(receiver.events("waiting")).isNotEmpty();
    }

    @Test
    void somebodyElseThereIsNoRouteEither() throws IOException {
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", 1));
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread closer = Thread.ofVirtual().start(() -> closeAll(deaf));
            refused(
                    5,
                    "connection-lost",
                    Stage.ticket(sender),
                    "--at",
                    "127.0.0.1:" + deaf.getLocalPort(),
                    "--wait",
                    "1s");
            closer.interrupt();
        }
    }

    private static void closeAll(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    /** Receives, and shows that it ends like this and leaves nothing. */
    private GodwitProcess refused(int exit, String code, Object... arguments) throws IOException {
        Path inbox = stage.folder("inbox");
        Object[] all = new Object[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "-o";
        all[arguments.length + 1] = inbox;
        GodwitProcess receiver = stage.receive("eve", all).exits(exit);
        Event error = receiver.error();
        assertThat(error.text("code")).isEqualTo(code);
        assertThat(error.number("exit")).isEqualTo(exit);
        assertThat(error.text("hint")).isNotBlank();
        assertThat(receiver.err()).contains(error.text("message")).contains(error.text("hint"));
        assertThat(Stage.namesIn(inbox)).isEmpty();
        Path transfers = stage.home("eve").resolve("transfers");
        assertThat(transfers)
                .satisfiesAnyOf(
                        path -> assertThat(path).doesNotExist(),
                        path -> assertThat(path).isEmptyDirectory());
        return receiver;
    }
}
