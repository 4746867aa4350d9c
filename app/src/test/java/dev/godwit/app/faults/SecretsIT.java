package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.TcpProxy;
import dev.godwit.wire.identity.Base32;
import dev.godwit.wire.ticket.Ticket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What must not be said or left lying about. Security cases S4, S5 and S7. */
@Timeout(120)
final class SecretsIT {
    @RegisterExtension
    private final Stage stage = new Stage();

    @Test
    void aReceiverNeitherSaysNorStoresTheTicket() throws Exception {
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", 8 << 20), "--downloads", 2);
        String ticket = Stage.ticket(sender);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.holdAfter(2 << 20);
        Path inbox = stage.folder("inbox");
        // Broken off in the middle, so that everything a home can hold is there.
        GodwitProcess broken = stage.godwit("ben", "-v", "receive", ticket, "-o", inbox, "--at", proxy.address());
        proxy.awaitHold();
        broken.kill();
        proxy.release();
        assertNoSecret(ticket, broken);
        assertThat(Stage.namesIn(stage.home("ben").resolve("transfers"))).hasSize(1);
        assertNoSecretUnder(stage.home("ben"), ticket);
        assertIsPrivate(stage.home("ben"));
        assertIsPrivate(stage.home("ann"));

        assertNoSecret(
                ticket,
                stage.godwit("ben", "-v", "receive", ticket, "-o", inbox).exits(0));
        assertNoSecret(
                ticket, stage.godwit("ben", "-v", "receive", ticket + "a").exits(4));
        assertNoSecret(ticket, stage.receive("ben", ticket + "a").exits(4));
        assertNoSecret(ticket, stage.godwit("ben", "-v", "recieve", ticket).exits(2));
        assertNoSecret(ticket, stage.receive("ben", ticket, "--at", ticket).exits(2));
        assertNoSecret(ticket, stage.receive("ben", ticket, ticket).exits(2));
        sender.kill();
        assertNoSecret(
                ticket,
                stage.godwit("ben", "-v", "receive", ticket, "--wait", "1s").exits(5));
        assertNoSecret(ticket, stage.receive("ben", ticket, "--wait", "1s").exits(5));
        assertNoSecretUnder(stage.home("ben"), ticket);
        assertNoSecretUnder(inbox, ticket);
    }

    @Test
    void aHomeThatWasLeftOpenIsClosedAgain() throws IOException {
        stage.godwit("ben", "id").exits(0);
        Path key = stage.home("ben").resolve("identity").resolve("ed25519-private.der");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        stage.godwit("ben", "id").exits(0);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    private static void assertNoSecret(String ticket, GodwitProcess process) throws IOException {
        String said = process.err() + "\n" + String.join("\n", process.out());
        assertThat(said.toLowerCase(Locale.ROOT)).as(process::transcript).doesNotContain(secretsOf(ticket));
    }

    private static void assertNoSecretUnder(Path directory, String ticket) throws IOException {
        byte[] raw = Ticket.parse(ticket).capability().bytes();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Every byte as one character, so that text and raw bytes are found alike.
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content.contains(new String(raw, StandardCharsets.ISO_8859_1)))
                        .as(file.toString())
                        .isFalse();
                for (CharSequence secret : secretsOf(ticket)) {
                    assertThat(content.toLowerCase(Locale.ROOT).contains(secret))
                            .as(file.toString())
                            .isFalse();
                }
            }
        }
    }

    /** The ticket's letters, the capability, and a part of the ticket that holds most of it. */
    private static List<String> secretsOf(String ticket) throws IOException {
        String letters = ticket.substring(Ticket.SCHEME.length());
        return List.of(
                letters,
                letters.substring(52, 78),
                Base32.encode(Ticket.parse(ticket).capability().bytes()));
    }

    private static void assertIsPrivate(Path home) throws IOException {
        try (Stream<Path> paths = Files.walk(home)) {
            assertThat(paths)
                    .isNotEmpty()
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }
}
