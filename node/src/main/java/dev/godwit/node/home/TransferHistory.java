package dev.godwit.node.home;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.node.home.KnownTransfer.Direction;
import dev.godwit.node.home.KnownTransfer.Result;
import dev.godwit.node.home.KnownTransfer.Subject;
import dev.godwit.transfer.event.Parts;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.event.Statistics;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.identity.Base32;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of transfers: a small file for each, for thirty days. Nothing depends on it, so what can not be written or
 * read is left out. Safe on every thread.
 */
public final class TransferHistory {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final String ENDING = ".properties";
    private static final int ID_BYTES = 10;
    private static final int PROBLEMS_KEPT = 10;

    private final Home home;

    public TransferHistory(Home home) {
        this.home = home;
    }

    /** A name for a transfer that has none yet. */
    public static String newId() {
        byte[] random = new byte[ID_BYTES];
        new SecureRandom().nextBytes(random);
        return Base32.encode(random);
    }

    /** Keeps what came of a transfer, under another id if an earlier one has this, and drops what is too old. */
    public void add(String id, Subject subject, Result result, Instant now) {
        Properties record = new Properties();
        record.setProperty("ended", now.toString());
        record.setProperty("direction", subject.direction().name());
        record.setProperty("name", subject.name());
        record.setProperty("share", subject.share());
        record.setProperty("folder", subject.folder());
        write(record, result);
        try {
            StringWriter text = new StringWriter();
            record.store(text, null);
            PrivateFiles.directory(home.history());
            Path file = home.history().resolve(id + ENDING);
            PrivateFiles.write(
                    Files.exists(file) ? home.history().resolve(newId() + ENDING) : file,
                    text.toString().getBytes(StandardCharsets.UTF_8));
            sweep(now);
        } catch (IOException e) {
            // The transfer went well, and that counts.
        }
    }

    private static void write(Properties record, Result result) {
        TransferEvent.Done done = result.done();
        record.setProperty("peer", done.peer());
        record.setProperty("route", result.route());
        record.setProperty("bytes", String.valueOf(done.bytes()));
        record.setProperty("entries", String.valueOf(done.entries()));
        record.setProperty("contentId", done.contentId().toString());
        record.setProperty("outcome", done.outcome().name());
        if (done.path() != null) {
            record.setProperty("path", done.path());
        }
        RecordText.write(record, "parts", done.parts());
        RecordText.write(record, "statistics", done.statistics());
        record.setProperty("problems", String.valueOf(result.problemCount()));
        List<Problems.Problem> first =
                result.problems().stream().limit(PROBLEMS_KEPT).toList();
        for (int i = 0; i < first.size(); i++) {
            Fault fault = first.get(i).fault();
            record.setProperty("problem." + i + ".path", first.get(i).path());
            record.setProperty("problem." + i + ".code", fault.code().name());
            record.setProperty("problem." + i + ".detail", fault.detail());
        }
    }

    private void sweep(Instant now) throws IOException {
        for (Path file : files()) {
            if (Files.getLastModifiedTime(file).toInstant().plus(KEPT).isBefore(now)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(home.history())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home.history())) {
            return files.filter(file -> file.toString().endsWith(ENDING)).toList();
        }
    }

    /** All that is known, the latest last: transfers that have ended, and downloads to go on with. */
    public List<KnownTransfer> all() throws IOException {
        List<KnownTransfer> known = new ArrayList<>();
        for (Path file : files()) {
            ended(file).ifPresent(known::add);
        }
        for (Path directory : PrivateFiles.directoriesIn(home.transfers())) {
            unfinished(directory).ifPresent(known::add);
        }
        known.sort(Comparator.comparing(KnownTransfer::changed).thenComparing(KnownTransfer::id));
        return known;
    }

    private static Optional<KnownTransfer> ended(Path file) {
        try {
            Properties record = new Properties();
            record.load(new StringReader(Files.readString(file)));
            String name = file.getFileName() + "";
            return Optional.of(new KnownTransfer(
                    name.substring(0, name.length() - ENDING.length()),
                    subject(record, Direction.valueOf(text(record, "direction"))),
                    Instant.parse(text(record, "ended")),
                    Optional.of(result(record)),
                    false));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            // Damaged, or of a newer version.
            return Optional.empty();
        }
    }

    private static Optional<KnownTransfer> unfinished(Path directory) {
        try {
            Properties record = RecordDirectory.read(directory);
            return Optional.of(new KnownTransfer(
                    directory.getFileName() + "",
                    subject(record, Direction.RECEIVED),
                    Files.getLastModifiedTime(directory).toInstant(),
                    Optional.empty(),
                    RecordDirectory.isHeld(directory)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Subject subject(Properties record, Direction direction) {
        return new Subject(
                direction, record.getProperty("name", ""), text(record, "share"), record.getProperty("folder", ""));
    }

    private static Result result(Properties record) {
        List<Problems.Problem> problems = new ArrayList<>();
        for (int i = 0; record.getProperty("problem." + i + ".path") != null; i++) {
            Fault fault = Fault.of(
                    FaultCode.valueOf(text(record, "problem." + i + ".code")),
                    text(record, "problem." + i + ".detail"));
            problems.add(new Problems.Problem(text(record, "problem." + i + ".path"), fault));
        }
        @Nullable String path = record.getProperty("path");
        TransferEvent.Done done = new TransferEvent.Done(
                text(record, "peer"),
                Long.parseLong(text(record, "bytes")),
                Long.parseLong(text(record, "entries")),
                ContentId.parse(text(record, "contentId")),
                path,
                TransferEvent.Outcome.valueOf(text(record, "outcome")),
                RecordText.read(record, "parts", Parts.class),
                RecordText.read(record, "statistics", Statistics.class));
        return new Result(done, text(record, "route"), Long.parseLong(text(record, "problems")), problems);
    }

    private static String text(Properties record, String key) {
        String value = record.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }
}
