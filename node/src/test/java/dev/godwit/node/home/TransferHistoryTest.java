package dev.godwit.node.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.node.home.KnownTransfer.Direction;
import dev.godwit.node.home.KnownTransfer.Result;
import dev.godwit.node.home.KnownTransfer.State;
import dev.godwit.node.home.KnownTransfer.Subject;
import dev.godwit.transfer.event.Parts;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.event.Statistics;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.ShareId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TransferHistoryTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Subject SUBJECT = new Subject(Direction.SENT, "new\nline = 'ü'", "share", "");

    @TempDir
    private Path temp = Path.of("");

    private Home home = new Home(Path.of(""));
    private TransferHistory history = new TransferHistory(home);

    @BeforeEach
    void open() {
        home = new Home(temp.resolve("home"));
        history = new TransferHistory(home);
    }

    @Test
    void whatIsAddedComesBackAsItWas() throws IOException {
        Problems problems = new Problems();
        problems.add("a/b", Fault.of(FaultCode.SOURCE_CHANGED, "a/b was removed"));
        Result result = Result.of(done("/x/a"), "tcp", problems);
        history.add("id", SUBJECT, result, NOW);
        KnownTransfer known = history.all().getFirst();
        assertThat(known).isEqualTo(new KnownTransfer("id", SUBJECT, NOW, Optional.of(result), false));
        assertThat(known.state()).isEqualTo(State.INCOMPLETE);
    }

    @Test
    void aSecondOfTheSameNameIsKeptToo() throws IOException {
        history.add("id", SUBJECT, Result.of(done(null), "tcp", new Problems()), NOW);
        history.add("id", SUBJECT, Result.of(done("/x"), "tcp", new Problems()), NOW.plusSeconds(1));
        List<KnownTransfer> known = history.all();
        assertThat(known).hasSize(2).allMatch(transfer -> transfer.state() == State.COMPLETE);
        assertThat(known.getFirst().id()).isEqualTo("id");
        assertThat(known.getLast().id()).isNotEqualTo("id");
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        history.add("id", SUBJECT, Result.of(done(null), "tcp", new Problems()), NOW);
        Path file = home.history().resolve("id.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsOlderThanThirtyDaysGoes() throws IOException {
        history.add("old", SUBJECT, Result.of(done(null), "tcp", new Problems()), NOW);
        Instant later = Instant.now();
        Path old = home.history().resolve("old.properties");
        Files.setLastModifiedTime(old, FileTime.from(later.minus(Duration.ofDays(29))));
        history.add("new", SUBJECT, Result.of(done(null), "tcp", new Problems()), later);
        assertThat(history.all()).hasSize(2);
        Files.setLastModifiedTime(old, FileTime.from(later.minus(Duration.ofDays(31))));
        history.add("newer", SUBJECT, Result.of(done(null), "tcp", new Problems()), later);
        assertThat(history.all()).extracting(KnownTransfer::id).containsExactly("new", "newer");
    }

    @Test
    void whatIsDamagedIsPassedOver() throws IOException {
        history.add("good", SUBJECT, Result.of(done(null), "tcp", new Problems()), NOW);
        String text = Files.readString(home.history().resolve("good.properties"));
        Files.writeString(home.history().resolve("empty.properties"), "");
        Files.writeString(home.history().resolve("number.properties"), text.replace("parts.files=1", "parts.files=x"));
        Files.writeString(home.history().resolve("escape.properties"), "a=\\u00");
        assertThat(history.all()).extracting(KnownTransfer::id).containsExactly("good");
    }

    @Test
    void downloadsToGoOnWithAreThereToo() throws IOException {
        ShareId share = Capability.generate().shareId();
        String id;
        try (TransferStore.Active active = new TransferStore(home).open(share, Path.of("/inbox"))) {
            id = active.id();
            active.begun("photos");
            Files.createFile(active.entryJournal());
            assertThat(history.all()).extracting(KnownTransfer::state).containsExactly(State.RUNNING);
        }
        KnownTransfer known = history.all().getFirst();
        assertThat(known.id()).isEqualTo(id);
        assertThat(known.state()).isEqualTo(State.UNFINISHED);
        assertThat(known.subject()).isEqualTo(new Subject(Direction.RECEIVED, "photos", share.toString(), "/inbox"));
    }

    @Test
    void anEmptyHomeKnowsNothing() throws IOException {
        assertThat(history.all()).isEmpty();
        assertThat(home.directory()).doesNotExist();
    }

    private static TransferEvent.Done done(@Nullable String path) {
        return new TransferEvent.Done(
                "peer",
                5,
                3,
                new StreamingTree().finish(),
                path,
                TransferEvent.Outcome.TRANSFERRED,
                new Parts(1, 1, 1, 2, 3, 4, false),
                new Statistics(0.5, 10, 1, 2, 3, 0.1, 0.2, 0.3, 0.4, "source disk"));
    }
}
