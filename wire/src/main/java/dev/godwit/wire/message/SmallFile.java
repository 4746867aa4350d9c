package dev.godwit.wire.message;

import dev.godwit.content.merkle.Hash;
import dev.godwit.wire.fault.Fault;

/** One file in a {@link Message.Files}. Immutable. PROTOCOL.md §7.4. */
public sealed interface SmallFile {

    /** Its index in the manifest. */
    int entry();

    /**
     * Its content follows the message.
     *
     * @param length in bytes, as the manifest says; at most {@link Limits#SMALL_FILE_BYTES_MAX}
     * @param root of its content; {@link Hash#ZERO} when it is empty
     */
    record Sent(int entry, int length, Hash root) implements SmallFile {}

    /**
     * The sender can not send it.
     *
     * @param fault why, as it is seen here when it was read from a peer
     */
    record Missing(int entry, Fault fault) implements SmallFile {}
}
