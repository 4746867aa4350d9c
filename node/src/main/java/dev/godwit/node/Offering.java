package dev.godwit.node;

import dev.godwit.content.glob.IgnoreRules;
import dev.godwit.content.journal.EntryJournal;
import dev.godwit.content.journal.PieceJournal;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.EntryName;
import dev.godwit.content.manifest.UnsafeNameException;
import dev.godwit.content.source.DuplicateNameException;
import dev.godwit.content.source.NotRegularFileException;
import dev.godwit.content.source.SourceFile;
import dev.godwit.content.source.TreeScan;
import dev.godwit.node.SendRequest.Source;
import dev.godwit.node.home.ShareRecord;
import dev.godwit.node.home.ShareStore;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.transfer.share.Listing;
import dev.godwit.transfer.share.PipeContent;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.transfer.share.TreeContent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds or makes the record of a share, and opens what it offers. */
final class Offering {
    /** A smaller file is hashed again sooner than a journal is kept of it. */
    private static final long JOURNAL_WORTH_BYTES = 64L << 20;

    private static final String STANDARD_INPUT = "-";

    private final ShareStore store;
    private final Clock clock;

    Offering(ShareStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A share's content with the record that remembers it. */
    record Offer(ShareRecord record, SharedContent content, boolean resumed) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            content.close();
            record.close();
        }
    }

    /** Opens what is to be sent; a share of the same that was not finished is gone on with. */
    Offer open(SendRequest request) throws IOException {
        return switch (request.source()) {
            case Source.Files files -> offer(files, request);
            case Source.StandardInput _ -> offerInput(checked(request.name().orElse("stdin")));
        };
    }

    private Offer offerInput(String name) throws IOException {
        ShareRecord record = store.create(STANDARD_INPUT, name);
        PipeContent pipe = new PipeContent(new FileInputStream(FileDescriptor.in).getChannel(), name, clock.instant());
        return new Offer(record, pipe, false);
    }

    private Offer offer(Source.Files files, SendRequest request) throws IOException {
        Optional<String> name = request.name();
        TreeScan scan = scan(files, name);
        String source = source(files);
        Optional<ShareRecord> earlier = earlier(source, name.orElse(""), request.downloads());
        ShareRecord record = earlier.isPresent() ? earlier.get() : store.create(source, name.orElse(""));
        try {
            EntryJournal journal = EntryJournal.open(
                    record.entryJournal(), SourceKey.ofShare(record.capability().shareId()));
            SharedContent content = TreeContent.start(
                    (found, problems) -> scan(scan, found, problems),
                    scan.tree(),
                    journal,
                    (file, entry) -> pieceJournal(record, file, entry));
            return new Offer(record, content, earlier.isPresent());
        } catch (IOException | RuntimeException e) {
            record.close();
            throw e;
        }
    }

    /** The unfinished share of the same, unless it is finished already by what is allowed now. */
    private Optional<ShareRecord> earlier(String source, String name, int downloads) throws IOException {
        Optional<ShareRecord> earlier = store.unfinished(source, name, clock.instant());
        if (earlier.isPresent() && earlier.get().completed() >= downloads) {
            earlier.get().close();
            return Optional.empty();
        }
        return earlier;
    }

    private static TreeScan scan(Source.Files files, Optional<String> name) throws FaultException {
        try {
            TreeScan scan = TreeScan.of(files.paths(), new TreeScan.Options(files.links(), excludes(files)));
            return name.isPresent() ? scan.named(name.get()) : scan;
        } catch (NotRegularFileException e) {
            throw Fault.of(FaultCode.USAGE, e.getFile() + " is neither a file nor a folder")
                    .exception(e);
        } catch (DuplicateNameException e) {
            throw Fault.of(FaultCode.USAGE, String.valueOf(e.getMessage())).exception(e);
        } catch (UnsafeNameException e) {
            throw Fault.of(FaultCode.USAGE, "This can not be sent: " + e.getMessage())
                    .exception(e);
        } catch (IOException e) {
            throw FileFaults.ofOwnSource(e);
        }
    }

    private static IgnoreRules excludes(Source.Files files) throws FaultException {
        IgnoreRules rules = IgnoreRules.NONE;
        for (Path file : files.excludeFiles()) {
            try {
                rules = rules.then(IgnoreRules.read(file));
            } catch (IOException e) {
                throw Fault.of(FaultCode.USAGE, "The patterns in " + file + " can not be read")
                        .exception(e);
            }
        }
        return rules.then(IgnoreRules.of(files.excludes()));
    }

    private static void scan(TreeScan scan, Listing found, Problems problems) {
        scan.run(
                found::add,
                problem -> problems.add(
                        problem.path().toString(),
                        FileFaults.ofOwnSource(problem.cause()).fault()));
    }

    /** One text for the same paths, in whatever order they are given. */
    private static String source(Source.Files files) throws IOException {
        List<String> real = new ArrayList<>();
        for (Path path : files.paths()) {
            real.add(path.toRealPath().toString());
        }
        real.sort(null);
        return "%s links=%s excludes=%s from=%s"
                .formatted(String.join("\n", real), files.links(), files.excludes(), files.excludeFiles());
    }

    private static Optional<PieceJournal> pieceJournal(ShareRecord record, SourceFile file, Entry.File entry)
            throws IOException {
        if (file.length() < JOURNAL_WORTH_BYTES) {
            return Optional.empty();
        }
        PieceJournal.Header header =
                new PieceJournal.Header(SourceKey.of(file.version()), entry.pieceSize(), file.length());
        return Optional.of(PieceJournal.open(record.pieceJournal(SourceKey.of(file.version())), header));
    }

    private static String checked(String name) throws FaultException {
        try {
            return EntryName.check(name);
        } catch (UnsafeNameException e) {
            throw Fault.of(FaultCode.USAGE, "This name can not be sent: " + e.getMessage())
                    .exception(e);
        }
    }
}
