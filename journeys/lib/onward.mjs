// What stands between a browser and a program passes each request on, and its answer back.
import http from "node:http";

/** Sends a request on to where `options` say; whoever goes away early is not waited for. */
export function passOn(request, response, options) {
  const onward = http.request(options);
  onward.on("response", (answer) => {
    response.writeHead(answer.statusCode, answer.statusMessage, answer.rawHeaders);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}
