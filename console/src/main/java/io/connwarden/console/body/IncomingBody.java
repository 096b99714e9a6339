package io.connwarden.console.body;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * The body of a request, as far as it has arrived. A read of the web server itself waits up to its socket timeout for
 * each byte. Not thread-safe.
 */
final class IncomingBody implements ApplicationBufferHandler {
    /** The name of the request attribute with the body. */
    static final String ATTRIBUTE = IncomingBody.class.getName();

    private static final long MAX_POLL_MILLIS = 20;

    private final Request request;
    private ByteBuffer part = ByteBuffer.allocate(0);

    IncomingBody(Request request) {
        this.request = request;
    }

    boolean isComplete() {
        return request.isFinished();
    }

    /**
     * Reads the part that has arrived, without waiting.
     *
     * @return true if the body is complete
     * @throws IOException if the connection ended before the body
     */
    boolean readArrived(OutputStream out) throws IOException {
        while (!isComplete()) {
            request.action(ActionCode.AVAILABLE, true);
            if (request.getAvailable() <= 0) {
                return false;
            }
            if (request.doRead(this) < 0) {
                return isComplete();
            }
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            out.write(bytes);
        }
        return true;
    }

    /**
     * Reads the rest of the body.
     *
     * @param maxWait the maximum time in total, however often a byte arrives
     * @return false if the body was not complete in time
     * @throws IOException if the connection ended before the body
     */
    boolean read(OutputStream out, Duration maxWait) throws IOException {
        long start = System.nanoTime();
        long poll = 1;
        while (!readArrived(out)) {
            if (System.nanoTime() - start > maxWait.toNanos()) {
                return false;
            }
            try {
                Thread.sleep(poll);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
            poll = Math.min(2 * poll, MAX_POLL_MILLIS);
        }
        return true;
    }

    /** Ends the connection after the response instead of reading the rest of the body. */
    void abandon() {
        if (!isComplete()) {
            request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
        part = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return part;
    }

    @Override
    public void expand(int size) {
        // The server replaces the buffer with each read.
    }
}
