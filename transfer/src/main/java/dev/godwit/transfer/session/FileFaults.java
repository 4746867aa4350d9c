package dev.godwit.transfer.session;

import dev.godwit.content.disk.DiskFullException;
import dev.godwit.content.receive.ConflictException;
import dev.godwit.content.source.SourceChangedException;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
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

    /** The source gave other bytes than an earlier reading did. */
    public static FaultException changed(String name) {
        return Fault.of(FaultCode.SOURCE_CHANGED, name).exception();
    }

    /** A failure to write what is received; {@code where} is the file or folder. */
    public static FaultException ofTarget(IOException e, String where) {
        if (e instanceof FaultException fault) {
            return fault;
        }
        if (e instanceof ConflictException) {
            return Fault.of(FaultCode.CONFLICT, String.valueOf(e.getMessage())).exception(e);
        }
        FaultCode code = e instanceof DiskFullException ? FaultCode.DISK_FULL : FaultCode.TARGET_UNWRITABLE;
        return Fault.of(code, where + reason(e)).exception(e);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> " (permission denied)";
            case NoSuchFileException missing -> " (no such file)";
            case DiskFullException full -> " (" + full.getMessage() + ")";
            default -> e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
        };
    }
}
