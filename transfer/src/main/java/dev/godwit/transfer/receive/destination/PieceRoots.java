package dev.godwit.transfer.receive.destination;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceLayer;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The roots of the pieces as they come, for an entry whose length may be known only at the end. Safe on every thread. */
final class PieceRoots {
    private final Entry.File entry;
    private final Map<Long, Hash> beforeLength = new HashMap<>();
    private @Nullable PieceLayer layer;

    PieceRoots(Entry.File entry) {
        this.entry = entry;
        if (entry.hasLength()) {
            layer = new PieceLayer(entry.length(), entry.pieceSize());
        }
    }

    synchronized void put(long piece, Hash root) {
        if (layer == null) {
            beforeLength.put(piece, root);
        } else {
            layer.put(piece, root);
        }
    }

    /**
     * The length is known now.
     *
     * @throws FaultException when it was told otherwise before, or there are pieces behind it
     */
    synchronized void end(long length) throws FaultException {
        PieceLayer known = layer == null ? new PieceLayer(length, entry.pieceSize()) : layer;
        if (known.length() != length || beforeLength.keySet().stream().anyMatch(piece -> piece >= known.count())) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "the stream ends twice")
                    .exception();
        }
        beforeLength.forEach(known::put);
        beforeLength.clear();
        layer = known;
    }

    synchronized ContentId contentId() {
        if (layer == null) {
            throw new IllegalStateException("the end of the stream is not known");
        }
        return new ContentId(layer.length(), layer.root());
    }
}
