package dev.godwit.content.journal;

import java.nio.ByteBuffer;

/** Takes the fields of one record whose checksum is right. */
@FunctionalInterface
interface RecordReader {
    /** Returns false when they are not what such a journal holds: it then ends before them. */
    boolean read(ByteBuffer fields);
}
