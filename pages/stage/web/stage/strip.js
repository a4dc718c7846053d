// The stage of a page whose pictures are elsewhere: the picked example's chain rule above the transport.
class StripStage extends Stage {
  fill() {
    this.write("strip", this.payload.header.strip);
  }
}

export default mountAs(StripStage);
