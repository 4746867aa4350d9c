package dev.godwit.wire.message;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes payloads: big-endian numbers, strings in UTF-8 after their length. PROTOCOL.md §6. */
final class PayloadWriter {
    private final ByteBuffer out;

    PayloadWriter(ByteBuffer out) {
        this.out = out;
    }

    void write(Message message) {
        switch (message) {
            case Message.Hello m -> {
                out.putShort((short) m.versionMin()).putShort((short) m.versionMax());
                out.putLong(m.capabilities());
                text(m.agent(), Byte.BYTES, Limits.AGENT_BYTES_MAX);
            }
            case Message.Open m ->
                out.put(m.shareId().bytes()).put(m.capability().bytes());
            case Message.Attach m -> out.put(m.token().bytes());
            case Message.Opened m -> out.put(m.token().bytes());
            case Message.EntryOffered m -> entry(m.entry());
            case Message.EntriesEnd m -> out.putInt(m.entries());
            case Message.Get m -> out.putInt(m.entry()).putLong(m.firstPiece()).putInt(m.count());
            case Message.Blocks m ->
                out.putInt(m.entry())
                        .putLong(m.firstBlock())
                        .putInt(m.contentBytes())
                        .put(m.hashes());
            case Message.StreamEnd m -> out.putInt(m.entry()).putLong(m.length());
            case Message.Have m -> out.putInt(m.entry()).putLong(m.belowPiece()).putLong(m.verifiedBytes());
            case Message.RootRequest m -> out.putInt(m.entry());
            case Message.Root m -> {
                out.putInt(m.entry());
                contentId(m.contentId());
            }
            case Message.Complete m -> {
                contentId(m.contentId());
                out.putLong(m.unixSeconds()).put(m.signature());
            }
            case Message.Completed m -> {}
            case Message.Ping m -> out.putLong(m.nonce());
            case Message.Pong m -> out.putLong(m.nonce());
            case Message.Failed m -> {
                out.putShort((short) m.fault().code().wireNumber());
                text(m.fault().detail(), Short.BYTES, Limits.FAULT_DETAIL_BYTES_MAX);
            }
        }
    }

    private void entry(Entry entry) {
        out.putInt(entry.index()).put((byte) entry.path().size());
        entry.path().forEach(component -> text(component, Byte.BYTES, Limits.PATH_COMPONENT_BYTES_MAX));
        out.putLong(entry.length()).putShort((short) entry.mode());
        Instant modified = entry.modifiedTime();
        out.putLong(modified.getEpochSecond()).putInt(modified.getNano());
        out.putLong(entry.dataBytes())
                .put((byte) Integer.numberOfTrailingZeros(entry.pieceSize().bytes()));
    }

    private void contentId(ContentId contentId) {
        out.putLong(contentId.length());
        contentId.root().write(out);
    }

    /** Cuts what is too long at a character: only free text for people ever is. */
    private void text(String text, int lengthBytes, int max) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, max);
        while (length < bytes.length && length > 0 && (bytes[length] & 0xC0) == 0x80) {
            length--;
        }
        if (lengthBytes == Byte.BYTES) {
            out.put((byte) length);
        } else {
            out.putShort((short) length);
        }
        out.put(bytes, 0, length);
    }
}
