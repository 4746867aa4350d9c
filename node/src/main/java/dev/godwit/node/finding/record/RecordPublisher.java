package dev.godwit.node.finding.record;

import dev.godwit.dht.Dht;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.engine.Outcome;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.item.Signer;
import dev.godwit.dht.krpc.ErrorCode;
import dev.godwit.dht.record.SignedRecord;
import dev.godwit.node.home.RecordNumbers;
import dev.godwit.wire.identity.Identity;
import java.time.InstantSource;
import java.util.Optional;

/** Signs and stores the record of one identity. Belongs to one thread; several processes of one home may have one each. */
public final class RecordPublisher {
    private final Dht dht;
    private final IdentitySigner signer;
    private final RecordNumbers numbers;
    private final InstantSource clock;

    public RecordPublisher(Dht dht, Identity identity, RecordNumbers numbers, InstantSource clock) {
        this.dht = dht;
        this.signer = new IdentitySigner(identity);
        this.numbers = numbers;
        this.clock = clock;
    }

    /** Publishes it under a greater number than all before; false when too few nodes keep it. Waits for the network. */
    public boolean publish(PeerRecord record) {
        Outcome outcome = store(record);
        if (outcome.refusals().containsKey(ErrorCode.SEQUENCE_TOO_OLD.number())) {
            // Signed before this machine's clock was set back and the last number lost: readers would believe that one.
            Optional<MutableItem> newest =
                    dht.get(signer.publicKey(), ByteString.EMPTY).join();
            newest.ifPresent(item -> numbers.saw(item.sequence()));
            outcome = store(record);
        }
        return outcome.isKept();
    }

    private Outcome store(PeerRecord record) {
        long number = numbers.next(clock.instant());
        return dht.put(SignedRecord.sign(signer, number, record.entries())).join();
    }

    /** The DHT's key is the identity's: BEP 44 prefixes what it signs, so that no signature of another kind fits. */
    record IdentitySigner(Identity identity) implements Signer {
        @Override
        public Ed25519Key publicKey() {
            return new Ed25519Key(ByteString.of(identity.peerId().bytes()));
        }

        @Override
        public ByteString sign(byte[] message) {
            return ByteString.of(identity.sign(message));
        }
    }
}
