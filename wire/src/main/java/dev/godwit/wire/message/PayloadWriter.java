package dev.godwit.wire.message;

import java.nio.ByteBuffer;

/** Writes payloads. PROTOCOL.md §6. */
final class PayloadWriter {
    private final FieldWriter out;

    PayloadWriter(ByteBuffer out) {
        this.out = new FieldWriter(out);
    }

    void write(Message message) {
        switch (message) {
            case Message.Hello m -> {
                out.u16(m.versionMin()).u16(m.versionMax()).i64(m.capabilities());
                out.text8(m.agent(), Limits.AGENT_BYTES_MAX);
            }
            case Message.Open m ->
                out.bytes(m.shareId().bytes()).bytes(m.capability().bytes());
            case Message.CodeOpen m -> out.u32(m.slot()).bytes(m.nonce()).bytes(m.roundOne());
            case Message.CodeAnswer m ->
                out.bytes(m.nonce()).bytes(m.roundOne()).bytes(m.roundTwo());
            case Message.CodeProof m -> out.bytes(m.roundTwo()).bytes(m.tag());
            case Message.CodeConfirmed m -> out.bytes(m.tag());
            case Message.CodeGranted m -> out.bytes(m.capability().bytes());
            case Message.Attach m -> out.bytes(m.token().bytes());
            case Message.Opened m -> out.bytes(m.token().bytes());
            case Message.Entries m -> {
                out.u32(m.firstIndex()).u16(m.entries().size());
                m.entries().forEach(entry -> EntryCodec.write(out, entry));
            }
            case Message.EntriesEnd m -> out.u32(m.entries()).i64(m.bytes());
            case Message.Listing m -> out.u32(m.entries()).i64(m.bytes()).flag(m.complete());
            case Message.ListMore m -> out.u32(m.belowIndex());
            case Message.Get m -> out.u32(m.entry()).i64(m.firstPiece()).u32(m.count());
            case Message.GetFiles m -> out.u32(m.firstEntry()).u16(m.count());
            case Message.Blocks m -> BodyCodec.writeBlocks(out, m);
            case Message.Files m -> BodyCodec.writeFiles(out, m);
            case Message.StreamEnd m -> out.u32(m.entry()).i64(m.length());
            case Message.EntryFailed m -> out.u32(m.entry()).fault(m.fault());
            case Message.Have m ->
                out.u32(m.entry()).i64(m.belowPiece()).i64(m.verifiedBytes()).u32(m.entriesDone());
            case Message.RootRequest m -> out.u32(m.entry());
            case Message.Root m -> out.u32(m.entry()).contentId(m.contentId());
            case Message.Complete m ->
                out.flag(m.whole())
                        .contentId(m.contentId())
                        .i64(m.unixSeconds())
                        .bytes(m.signature());
            case Message.Completed m ->
                out.i64(m.sourceNanos()).i64(m.cpuNanos()).i64(m.networkNanos());
            case Message.Ping m -> out.i64(m.nonce());
            case Message.Pong m -> out.i64(m.nonce());
            case Message.Failed m -> out.fault(m.fault());
        }
    }
}
