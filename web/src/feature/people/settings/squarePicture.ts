// Makes a small square picture of an image file: the middle of it, as webp where the browser can, else
// as png. What the file says besides (place, camera) is not in it.

const sideMost = 256;
const bytesMost = 200 * 1024;
const qualities = [0.9, 0.7, 0.5] as const;

/** The middle square of an image, and the side of what is made of it. */
export function middleSquare(width: number, height: number) {
  const from = Math.min(width, height);
  const [left, top] = [Math.floor((width - from) / 2), Math.floor((height - from) / 2)];
  return { left, top, from, to: Math.min(from, sideMost) };
}

/** Undefined when the browser cannot read the file as an image. */
export async function squarePicture(file: Blob): Promise<Blob | undefined> {
  const image = await createImageBitmap(file).catch(() => undefined);
  if (!image) return undefined;
  const { left, top, from, to } = middleSquare(image.width, image.height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = to;
  canvas.getContext('2d')?.drawImage(image, left, top, from, from, 0, 0, to, to);
  image.close();
  for (const quality of qualities) {
    const made = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/webp', quality),
    );
    if (made && made.size <= bytesMost) return made;
  }
  return undefined;
}
