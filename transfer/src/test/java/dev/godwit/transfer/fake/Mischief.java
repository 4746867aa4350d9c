package dev.godwit.transfer.fake;

import java.nio.ByteBuffer;

/** What a bad line does to the bytes that pass. */
interface Mischief {

    /** These bytes pass now; they may be changed. */
    void pass(ByteBuffer chunk);

    /** They have passed; no lock is held. */
    void passed();
}
