package dev.godwit.transfer.session;

import dev.godwit.content.disk.DiskFullException;
import dev.godwit.content.receive.ConflictException;
import dev.godwit.content.receive.Occupant;
import dev.godwit.content.source.SourceChangedException;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the file system refuses, as faults: the sender's side and the receiver's side have different next steps. */
public final class FileFaults {

    private FileFaults() {}

    /** A failure to read what is offered; {@code name} is what both sides call it. */
    public static FaultException ofSource(IOException e, String name) {
        if (e instanceof FaultException fault) {
            return fault;
        }
        if (e instanceof SourceChangedException changed) {
            return Fault.of(FaultCode.SOURCE_CHANGED, name + " " + changed.change())
                    .exception(e);
        }
        return Fault.of(FaultCode.SOURCE_UNREADABLE, name + reason(e)).exception(e);
    }

    /** A failure to read what is offered, told to the local user alone, who knows where it is. */
    public static FaultException ofOwnSource(IOException e) {
        String where = e instanceof FileSystemException failure && failure.getFile() != null ? failure.getFile() : "";
        return ofSource(e, where);
    }

    /** The source gave other bytes than an earlier reading did. */
    public static FaultException changed(String name) {
        return Fault.of(FaultCode.SOURCE_CHANGED, name).exception();
    }

    /** A failure to write what is received; {@code where} is the file or folder. */
    public static FaultException ofTarget(IOException e, String where) {
        if (e instanceof FaultException fault) {
            return fault;
        }
        FaultCode code = switch (e) {
            case DiskFullException full -> FaultCode.DISK_FULL;
            case ConflictException conflict -> FaultCode.CONFLICT;
            default -> FaultCode.TARGET_UNWRITABLE;
        };
        return Fault.of(code, where + reason(e)).exception(e);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> " (permission denied)";
            case NoSuchFileException missing -> " (no such file)";
            case ConflictException conflict when conflict.occupant() == Occupant.FILE -> "";
            case ConflictException conflict -> " (" + conflict.occupant().words() + ")";
            case DiskFullException full -> " (" + full.getMessage() + ")";
            // Its message holds a path of this machine, which is nobody else's business.
            case FileSystemException failure -> failure.getReason() == null ? "" : " (" + failure.getReason() + ")";
            default -> e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
        };
    }
}
