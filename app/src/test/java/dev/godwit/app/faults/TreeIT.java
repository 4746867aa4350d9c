package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders, with everything in them: what arrives, what is left out, and what is told about it. */
@Timeout(120)
final class TreeIT {
    @RegisterExtension
    private final Stage stage = new Stage();

    @Test
    void everythingArrivesAsItIs() throws IOException {
        Path source = stage.folder("photos");
        SampleTree.plantOddities(source);
        Path single = stage.file("notes.txt", 5_000);
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source, single, stage.folder("bare"), "--downloads", 2);
        GodwitProcess receiver =
                stage.receive("ben", Stage.ticket(sender), "-o", inbox).exits(0);
        Event listed = sender.await("listed", event -> event.is("complete"));
        assertThat(SampleTree.of(inbox.resolve("photos"))).isEqualTo(SampleTree.of(source));
        assertThat(inbox.resolve("notes.txt")).hasSameBinaryContentAs(single);
        assertThat(inbox.resolve("bare")).isEmptyDirectory();
        assertThat(Stage.namesIn(inbox)).containsExactly("bare", "notes.txt", "photos");
        assertThat(stage.home("ben").resolve("transfers")).isEmptyDirectory();

        Event done = receiver.await("done");
        assertThat(done.text("contentId")).isEqualTo(sender.await("done").text("contentId"));
        assertThat(done.number("bytes")).isEqualTo(SampleTree.bytesIn(inbox));
        assertThat(done.number("entries"))
                .isEqualTo(SampleTree.of(inbox).size())
                .isEqualTo(listed.number("entries"))
                .isEqualTo(listed.number("files") + listed.number("folders") + listed.number("links"));
        assertThat(listed.number("links")).isEqualTo(3);

        // The same once more: nothing is sent.
        Map<String, String> before = SampleTree.of(inbox);
        Event again =
                stage.receive("ben", Stage.ticket(sender), "-o", inbox).exits(0).await("done");
        sender.exits(0);
        assertThat(again.text("outcome")).isEqualTo("alreadyThere");
        assertThat(again.number("bytesTransferred")).isZero();
        assertThat(SampleTree.of(inbox)).isEqualTo(before);
    }

    /** Modes are those of the sender's files, whatever this user's umask is, and stay so when the same comes again. */
    @ParameterizedTest
    @CsvSource({"022", "077"})
    void modesArriveWhateverTheUmask(String umask) throws IOException {
        Path source = stage.folder("photos");
        write(source, "closed/a", "open/b", "plain", "secret", "shared");
        Path large = Files.write(source.resolve("large"), new byte[1_000_000]);
        for (String[] mode : new String[][] {
            {"shared", "rw-rw-r--"},
            {"secret", "r--------"},
            {"plain", "rw-r--r--"},
            {"closed/a", "rwxrwxrwx"},
            {"closed", "r-xr-xr-x"},
            {"open", "rwxrwxrwx"}
        }) {
            Files.setPosixFilePermissions(source.resolve(mode[0]), PosixFilePermissions.fromString(mode[1]));
        }
        Files.setPosixFilePermissions(large, PosixFilePermissions.fromString("r--rw-rw-"));
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source, "--downloads", 2);
        receiveUnder(umask, Stage.ticket(sender), inbox).exits(0);
        assertThat(SampleTree.of(inbox.resolve("photos"))).isEqualTo(SampleTree.of(source));
        Event again = receiveUnder(umask, Stage.ticket(sender), inbox).exits(0).await("done");
        sender.exits(0);
        assertThat(again.text("outcome")).isEqualTo("alreadyThere");
        assertThat(SampleTree.of(inbox.resolve("photos"))).isEqualTo(SampleTree.of(source));
    }

    private GodwitProcess receiveUnder(String umask, String ticket, Path inbox) throws IOException {
        ProcessBuilder receive = Stage.obeyingModes(stage.command("ben", "receive", "--json", ticket, "-o", inbox));
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask " + umask + "; exec \"$0\" \"$@\""));
        command.addAll(receive.command());
        return stage.start("ben", receive.command(command));
    }

    @Test
    void whatIsExcludedIsNotOffered() throws IOException {
        Path source = stage.folder("photos");
        write(source, "keep.txt", "a.tmp", "build/x", "sub/build/y", "sub/keep.tmp", "sub/b.tmp", "sub/c.log");
        Files.createSymbolicLink(source.resolve("link"), Path.of("keep.txt"));
        Path patterns = Files.writeString(stage.path("patterns"), "# comment\n*.log\n/build/\n");
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send(
                "ann",
                source,
                "--exclude",
                "*.tmp",
                "--exclude",
                "!keep.tmp",
                "--exclude-from",
                patterns,
                "--skip-links");
        stage.receive("ben", Stage.ticket(sender), "-o", inbox).exits(0);
        sender.exits(0);
        assertThat(SampleTree.of(inbox).keySet())
                .containsExactly(
                        "photos",
                        "photos/keep.txt",
                        "photos/sub",
                        "photos/sub/build",
                        "photos/sub/build/y",
                        "photos/sub/keep.tmp");
    }

    @Test
    void linksMayBeFollowed() throws IOException {
        Path source = stage.folder("photos");
        write(stage.folder("elsewhere"), "a/b");
        Files.createSymbolicLink(source.resolve("link"), stage.path("elsewhere"));
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source, "--follow");
        stage.receive("ben", Stage.ticket(sender), "-o", inbox).exits(0);
        sender.exits(0);
        assertThat(inbox.resolve("photos/link/a/b")).isRegularFile().hasContent("a/b");
        assertThat(Files.isSymbolicLink(inbox.resolve("photos/link"))).isFalse();
    }

    @Test
    void whatIsSelectedArrivesAndTheRestLater() throws IOException {
        Path source = stage.folder("photos");
        SampleTree.plantOddities(source);
        write(source, "2026/a.jpg", "2026/b.txt", "c.jpg");
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source, "--downloads", 3);
        String ticket = Stage.ticket(sender);
        Event some = stage.receive("ben", ticket, "-o", inbox, "--select", "*.jpg", "--select", "photos/empty")
                .exits(0)
                .await("done");
        assertThat(SampleTree.of(inbox).keySet())
                .containsExactly(
                        "photos",
                        "photos/2026",
                        "photos/2026/a.jpg",
                        "photos/c.jpg",
                        "photos/empty",
                        "photos/empty/emptier");
        assertThat(some.number("entries")).isEqualTo(6);
        assertThat(some.number("bytes")).isEqualTo(SampleTree.bytesIn(inbox));
        assertThat(sender.await("done").part("parts").fields()).containsEntry("whole", false);

        Event none = stage.receive("ben", ticket, "-o", inbox, "--select", "*.gif")
                .exits(0)
                .await("done");
        assertThat(none.text("outcome")).isEqualTo("unselected");

        Event rest = stage.receive("ben", ticket, "-o", inbox).exits(0).await("done");
        assertThat(rest.part("parts").fields()).containsEntry("filesHere", 2L);
        assertThat(SampleTree.of(inbox.resolve("photos"))).isEqualTo(SampleTree.of(source));
    }

    @Test
    void aDryRunChangesNothing() throws IOException {
        Path source = stage.folder("photos");
        write(source, "a", "b", "c/d", "e");
        Path inbox = stage.folder("inbox");
        write(Files.createDirectory(inbox.resolve("photos")), "a");
        Files.createDirectory(inbox.resolve("photos/b"));
        Map<String, String> before = SampleTree.of(inbox);
        GodwitProcess sender = stage.send("ann", source);
        GodwitProcess receiver = stage.receive(
                        "ben", Stage.ticket(sender), "-o", inbox, "--dry-run", "--select", "[abc]")
                .exits(0);
        assertThat(receiver.events("planned").stream()
                        .map(event -> event.text("plan") + " " + event.text("path"))
                        .toList())
                .contains("compare photos/a", "conflict photos/b", "receive photos/c/d");
        assertThat(receiver.await("done").text("outcome")).isEqualTo("planned");
        assertThat(SampleTree.of(inbox)).isEqualTo(before);
        assertThat(sender.isRunning()).isTrue();
        GodwitProcess plain = stage.godwit(
                        "ben", "receive", Stage.ticket(sender), "-o", stage.folder("other"), "--dry-run")
                .exits(0);
        assertThat(plain.out()).hasSize(4).contains("receive        3 B  photos/c/d");
        assertThat(plain.err()).contains("Dry run: 4 to receive");
        assertThat(stage.path("other")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"fail,8,mine", "rename,0,mine", "overwrite,0,c/d", "skip,0,mine"})
    void oneConflictDoesNotKeepTheRestBack(String rule, int exit, String there) throws IOException {
        Path source = stage.folder("photos");
        write(source, "a", "b", "c/d", "c/e");
        Path inbox = stage.folder("inbox");
        Path mine = Files.createDirectories(inbox.resolve("photos/c")).resolve("d");
        Files.writeString(mine, "mine");
        Files.writeString(inbox.resolve("photos/other"), "other");
        GodwitProcess sender = stage.send("ann", source);
        GodwitProcess receiver = stage.receive("ben", Stage.ticket(sender), "-o", inbox, "--conflict", rule)
                .exits(exit);
        assertThat(mine).hasContent(there);
        for (String name : List.of("a", "b", "c/e")) {
            assertThat(inbox.resolve("photos").resolve(name)).hasContent(name);
        }
        assertThat(inbox.resolve("photos/other")).hasContent("other");
        assertThat(Stage.namesIn(inbox.resolve("photos/c"))).hasSize(rule.equals("rename") ? 3 : 2);
        if (exit == 0) {
            sender.exits(0);
        } else {
            assertThat(receiver.await("incomplete").number("count")).isEqualTo(1);
            assertThat(receiver.err()).contains("A different file is already there: photos/c/d");
            assertThat(sender.await("receiverLeft").text("code")).isEqualTo("conflict");
            stage.receive("ben", Stage.ticket(sender), "-o", inbox, "--conflict", "overwrite")
                    .exits(0);
            sender.exits(0);
            assertThat(mine).hasContent("c/d");
        }
    }

    @Test
    void whatVanishesIsToldOnBothSidesAndTheRestArrives() throws Exception {
        Path source = stage.folder("photos");
        SampleTree.plantMany(source, 1, 24 << 20);
        write(source, "z/gone", "z/kept");
        stage.file("photos/z/large gone", 3 << 20);
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.holdAfter(1 << 20);
        GodwitProcess receiver = stage.receive("ben", Stage.ticket(sender), "-o", inbox, "--at", proxy.address());
        proxy.awaitHold();
        Files.delete(source.resolve("z/gone"));
        Files.delete(source.resolve("z/large gone"));
        proxy.release();
        receiver.exits(7);
        sender.exits(7);
        for (GodwitProcess side : List.of(sender, receiver)) {
            assertThat(side.await("incomplete").number("count")).isEqualTo(2);
            assertThat(side.error().text("message")).contains("photos/z/").contains("and 1 more");
            assertThat(side.await("done").part("parts").fields()).containsEntry("whole", false);
        }
        Map<String, String> arrived = new TreeMap<>(SampleTree.of(inbox.resolve("photos")));
        Map<String, String> left = new TreeMap<>(SampleTree.of(source));
        // Its folder changed after it was listed.
        arrived.remove("z");
        left.remove("z");
        assertThat(arrived).isEqualTo(left);
    }

    @Test
    void whatHappenedCanBeLookedUp() throws Exception {
        Path source = stage.folder("photos");
        SampleTree.plantMany(source, 2, 12 << 20);
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source, "--limit-up", "500MB");
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.holdAfter(4 << 20);
        Object[] receive = {Stage.ticket(sender), "-o", inbox, "--limit-down", "400MB", "--at", proxy.address()};
        GodwitProcess receiver = stage.receive("ben", receive);
        proxy.awaitHold();
        receiver.await("progress", event -> event.number("entriesDone") > 2);
        Event running = Event.parse(
                stage.godwit("ben", "transfers", "--json").exits(0).out().getFirst());
        assertThat(running.text("state")).isEqualTo("running");
        proxy.release();
        proxy.limit(1 << 20);
        receiver.interrupt();
        receiver.exits(130);
        Event unfinished = Event.parse(
                stage.godwit("ben", "transfers", "--json").exits(0).out().getFirst());
        assertThat(unfinished.text("state")).isEqualTo("unfinished");
        assertThat(unfinished.text("name")).isEqualTo("photos");
        assertThat(unfinished.text("folder")).isEqualTo(inbox.toString());

        proxy.limit(Long.MAX_VALUE);
        GodwitProcess again = stage.receive("ben", receive).exits(0);
        sender.exits(0);
        assertThat(again.await("manifest").number("bytesHere")).isPositive();
        for (String peer : List.of("ann", "ben")) {
            List<String> list =
                    stage.godwit(peer, "transfers", "list", "--json").exits(0).out();
            assertThat(list).hasSize(1);
            Event ended = Event.parse(list.getFirst());
            assertThat(ended.text("state")).isEqualTo("complete");
            assertThat(ended.text("direction")).isEqualTo(peer.equals("ann") ? "sent" : "received");
            assertThat(ended.part("done").text("contentId"))
                    .isEqualTo(again.await("done").text("contentId"));
            String id = ended.text("id");
            assertThat(String.join(
                            "\n",
                            stage.godwit(peer, "transfers", "show", id.substring(0, 6))
                                    .exits(0)
                                    .out()))
                    .contains(id, "photos", "content id", "took", "direct tcp");
        }
        GodwitProcess unknown = stage.godwit("ann", "transfers", "show", "none").exits(3);
        assertThat(unknown.err()).contains("There is no transfer 'none'");
    }

    private static void write(Path root, String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }
}
