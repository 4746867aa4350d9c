package dev.godwit.node.home;

import dev.godwit.transfer.pairing.OfferedCode;
import dev.godwit.transfer.pairing.OfferedCode.Past;
import dev.godwit.wire.code.Code;
import dev.godwit.wire.code.MalformedCodeException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.ticket.Capability;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What survives of a share's code: the code, how often its words were wrong, and who has proven it. */
final class CodeRecord {
    private static final String CODE = "code";
    private static final String WRONG_TRIES = "code.wrong";
    private static final String ADMITTED = "code.admitted";

    private CodeRecord() {}

    /**
     * The code that earlier runs have printed, or a new one when that is void or can not be read.
     *
     * @param lock what guards the record
     */
    static OfferedCode open(RecordDirectory record, Capability capability, int uses, Object lock) {
        Past past = past(record);
        Optional<Code> known = record.value(CODE).flatMap(CodeRecord::read);
        if (known.isEmpty() || past.wrongTries() >= OfferedCode.WRONG_TRIES_MAX) {
            known = Optional.of(Code.random(new SecureRandom()));
            past = Past.NONE;
            note(record, past);
            record.set(CODE, known.get().text());
        }
        return new OfferedCode(known.get(), capability, uses, past, changed -> {
            synchronized (lock) {
                note(record, changed);
                record.store();
            }
        });
    }

    /** The next time it is opened there is another code. */
    static void forget(RecordDirectory record) {
        record.set(CODE, "");
    }

    private static Optional<Code> read(String text) {
        try {
            return Optional.of(Code.parse(text));
        } catch (MalformedCodeException e) {
            return Optional.empty();
        }
    }

    private static Past past(RecordDirectory record) {
        int wrongTries = record.value(WRONG_TRIES)
                .filter(ShareRecord::isNumber)
                .map(Integer::parseInt)
                .orElse(0);
        Set<PeerId> admitted = new LinkedHashSet<>();
        for (String peer : record.value(ADMITTED).orElse("").split(" ", -1)) {
            PeerId.parse(peer).ifPresent(admitted::add);
        }
        return new Past(wrongTries, admitted);
    }

    private static void note(RecordDirectory record, Past past) {
        record.set(WRONG_TRIES, String.valueOf(past.wrongTries()));
        record.set(ADMITTED, past.admitted().stream().map(PeerId::toString).collect(Collectors.joining(" ")));
    }
}
