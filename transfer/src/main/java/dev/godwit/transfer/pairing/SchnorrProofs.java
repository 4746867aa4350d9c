package dev.godwit.transfer.pairing;

import java.lang.reflect.Constructor;
import java.math.BigInteger;
import org.bouncycastle.crypto.agreement.ecjpake.ECSchnorrZKP;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Makes the proofs that came from a peer into BouncyCastle's own. Its rounds take them and its constructor for them is
 * not public (1.87), which leaves this or the whole of EC-J-PAKE in our own words.
 */
final class SchnorrProofs {
    private static final Constructor<ECSchnorrZKP> CONSTRUCTOR = constructor();

    private SchnorrProofs() {}

    private static Constructor<ECSchnorrZKP> constructor() {
        try {
            Constructor<ECSchnorrZKP> constructor =
                    ECSchnorrZKP.class.getDeclaredConstructor(ECPoint.class, BigInteger.class);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new AssertionError("another version of BouncyCastle", e);
        }
    }

    static ECSchnorrZKP of(ECPoint commitment, BigInteger response) {
        try {
            return CONSTRUCTOR.newInstance(commitment, response);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the constructor only assigns", e);
        }
    }
}
