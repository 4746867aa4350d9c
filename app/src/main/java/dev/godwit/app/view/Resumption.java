package dev.godwit.app.view;

import dev.godwit.app.text.ByteSize;
import dev.godwit.transfer.event.TransferEvent.Manifest;
import java.util.Optional;

/** Says that a transfer goes on from where an earlier run ended. */
final class Resumption {
    private Resumption() {}

    /** A sentence when the receiver has a part already. */
    static Optional<String> of(Manifest manifest) {
        if (manifest.bytesHere() <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                "Going on: " + ByteSize.of(manifest.bytesHere()) + " are verified already from an earlier run.");
    }
}
